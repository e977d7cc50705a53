"""What somebody is told who cannot come in or choose something; pages translate it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.errors import InvalidDocument

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "wrong": "Login or password is wrong.",
        "wrong-code": "The code is wrong, or it was used before.",
        "wrong-password": "The password is wrong.",
        "wrong-passkey": "The passkey was not accepted.",
        "held-off": "There were too many attempts. Wait, then try again.",
        "too-often": "This was asked for too often. Wait, then ask again.",
        "too-short": "A password has at least 12 characters.",
        "too-long": "A password has at most 1,000 characters.",
        "own-name": "The password must not hold your own login or name.",
        "common": "This password is among the first that somebody would try. Choose another one.",
        "no-name": "Write a name.",
        "no-login": "Write a login: an e-mail address, or a name of 3 to 120 characters "
        "without blanks.",
        "login-taken": "This login is taken.",
        "no-link": "This link was used, has ended, or was replaced by a newer one.",
        "no-role": "Choose a role.",
        "no-place": "Name a party or an authority for this role, and none for operators and "
        "data-protection officers.",
        "not-to-oneself": "Nobody gives a role to themselves.",
        "apart": "An operator cannot publish, and a publisher cannot be an operator.",
        "not-to-ended": "This account has ended.",
        "of-provider": "The roles of this account follow its groups at the provider.",
        "last-operator": "The last operator cannot be ended or lose the role.",
        "no-scope": "Choose at least one thing that the key is for.",
        "no-day": "Choose a last day between tomorrow and a year from now.",
        "no-second-factor": "Set up codes or a passkey first.",
        "foreign": "This form did not come from a page that this site has shown to you.",
        "foreign-hint": "Open the page again and send its form. Cookies must be allowed for this "
        "site.",
        "other-roles": "This page is for other roles than yours.",
        "other-roles-hint": "An operator gives and takes roles.",
        "only-operator": "Only an operator may do this.",
        "only-officer": "Only a data-protection officer may do this.",
        "session-over": "Your session has ended.",
        "provider-wrong": "The answer of your organisation cannot be relied on.",
        "provider-late": "Signing in took too long.",
        "provider-hint": "Begin again. If it stays, tell an operator the time.",
        "provider-silent": "Your organisation does not answer.",
        "provider-silent-hint": "Try again later, or sign in with a password.",
        "no-account": "There is no such account.",
        "last-factor": "This is your only second factor. Set up another one first.",
    }
)


def refused(where: str, code: str) -> InvalidDocument:
    """A refusal at a field of a form."""
    said = SENTENCES[code]
    return InvalidDocument(said, problems={f"/{where}": [said]})
