"""RDF: reading the ontology, keeping it as a snapshot, checking it and asking it."""
