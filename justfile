# The menu. `just` lists it.
default:
    @just --list

# Everything a newcomer needs
setup:
    scripts/setup --test

# Style, types, rooms, packages
check:
    ruff format . && ruff check --fix . && mypy && lint-imports && deptry .

# The whole suite, as CI runs it
test:
    scripts/test

# Corpus, ontology, decision table
data:
    registry check-data

# The site on http://127.0.0.1:8000
serve:
    scripts/serve

# One measurement against its peer: just measure list
measure NAME:
    scripts/measure {{NAME}}

# Mutations of the pure rooms (slow)
mutants:
    mutmut run
