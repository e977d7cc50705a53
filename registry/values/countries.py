"""Countries, territories, sub-national units, regional bodies and states that are no more.

ISO 3166-1 alpha-3 names a country everywhere; alpha-2 appears only where ISO 3166-2 units
(``GB-SCT``) and CLDR names need it. Source of the codes: ISO 3166-1, 3166-2 and 3166-3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

from registry.values.language import Labels, best

# alpha-3 followed by alpha-2
_ISO_3166_1 = (
    "ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG "
    "AUSAU AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL "
    "BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH "
    "CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX "
    "CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES "
    "ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI "
    "GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM "
    "HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT "
    "JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB "
    "LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD "
    "MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS "
    "MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO "
    "NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL PRIPR PRKKP "
    "PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS "
    "SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI "
    "SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO "
    "TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC "
    "VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW "
)

ALPHA2 = MappingProxyType({pair[:3]: pair[3:] for pair in _ISO_3166_1.split()})
ALPHA3 = MappingProxyType({alpha2: alpha3 for alpha3, alpha2 in ALPHA2.items()})

# User-assigned by ISO 3166-1; without prejudice to positions on status.
USER_ASSIGNED = MappingProxyType({"XKX": "XK"})

# Regional bodies that are parties in their own name (EUE is the code that travel documents use).
BODIES: Mapping[str, Labels] = MappingProxyType(
    {"EUE": {"en": "European Union", "ar": "الاتحاد الأوروبي"}}
)

# States that are no more, with the states of today where they were; codes of ISO 3166-1 of their
# time. Which of them goes on with what the old state did is not said by this list.
HISTORICAL: Mapping[str, tuple[Labels, tuple[str, ...]]] = MappingProxyType(
    {
        "CSK": ({"en": "Czechoslovakia", "ar": "تشيكوسلوفاكيا"}, ("CZE", "SVK")),
        "DDR": (
            {"en": "German Democratic Republic", "ar": "جمهورية ألمانيا الديمقراطية"},
            ("DEU",),
        ),
        "SCG": ({"en": "Serbia and Montenegro", "ar": "صربيا والجبل الأسود"}, ("MNE", "SRB")),
        "SUN": (
            {"en": "Soviet Union", "ar": "الاتحاد السوفيتي"},
            (
                "ARM",
                "AZE",
                "BLR",
                "EST",
                "GEO",
                "KAZ",
                "KGZ",
                "LTU",
                "LVA",
                "MDA",
                "RUS",
                "TJK",
                "TKM",
                "UKR",
                "UZB",
            ),
        ),
        "YUG": (
            {"en": "Yugoslavia", "ar": "يوغوسلافيا"},
            ("BIH", "HRV", "MKD", "MNE", "SRB", "SVN", "XKX"),
        ),
    }
)

# Names of units (ISO 3166-2) that decide on occupations; each language says them by its messages.
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "AE-AZ": "Abu Dhabi",
        "AE-AJ": "Ajman",
        "AE-DU": "Dubai",
        "AE-FU": "Fujairah",
        "AE-RK": "Ras Al Khaimah",
        "AE-SH": "Sharjah",
        "AE-UQ": "Umm Al Quwain",
        "AU-ACT": "Australian Capital Territory",
        "AU-NSW": "New South Wales",
        "AU-NT": "Northern Territory",
        "AU-QLD": "Queensland",
        "AU-SA": "South Australia",
        "AU-TAS": "Tasmania",
        "AU-VIC": "Victoria",
        "AU-WA": "Western Australia",
        "CA-AB": "Alberta",
        "CA-BC": "British Columbia",
        "CA-MB": "Manitoba",
        "CA-ON": "Ontario",
        "CA-QC": "Quebec",
        "CA-SK": "Saskatchewan",
        "DE-BY": "Bavaria",
        "GB-ENG": "England",
        "GB-NIR": "Northern Ireland",
        "GB-SCT": "Scotland",
        "GB-WLS": "Wales",
        "IN-KL": "Kerala",
    }
)

_UNIT = re.compile(r"([A-Z]{2})-([A-Z0-9]{1,3})")


def is_country(code: str) -> bool:
    """Whether ``code`` is a country of today in ISO 3166-1 alpha-3 (or a user-assigned one).

    >>> is_country("PHL"), is_country("YUG"), is_country("PH")
    (True, False, False)
    """
    return code in ALPHA2 or code in USER_ASSIGNED


def is_unit(code: str) -> bool:
    """Whether ``code`` has the form of an ISO 3166-2 unit of a known country (``DE-BY``)."""
    found = _UNIT.fullmatch(code)
    return found is not None and found.group(1) in ALPHA3


def is_party(code: str) -> bool:
    """Whether ``code`` may be a party: country, unit, regional body or historical state."""
    return is_country(code) or is_unit(code) or code in BODIES or code in HISTORICAL


def country_of(code: str) -> str:
    """The country that a unit belongs to; a country is its own.

    >>> country_of("GB-SCT"), country_of("PHL")
    ('GBR', 'PHL')
    """
    return ALPHA3[code[:2]] if is_unit(code) else code


@cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale.parse(language, sep="-").territories)


@cache
def country_name(code: str, language: str = "en") -> str:
    """The name of a country (from CLDR), unit, body or historical state.

    >>> country_name("PHL"), country_name("GB-SCT")
    ('Philippines', 'GB-SCT (United Kingdom)')
    """
    if code in BODIES:
        return best(BODIES[code], language)[1]
    if code in HISTORICAL:
        return best(HISTORICAL[code][0], language)[1]
    if is_unit(code):
        return f"{code} ({country_name(country_of(code), language)})"
    return _territories(language).get(ALPHA2.get(code) or USER_ASSIGNED.get(code, ""), code)


@cache
def countries(language: str = "en") -> tuple[tuple[str, str], ...]:
    """All countries of today as (name, alpha-3), in the order of their names."""
    return tuple(sorted((country_name(code, language), code) for code in [*ALPHA2, *USER_ASSIGNED]))
