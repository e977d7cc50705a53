"""The door: documents become objects and objects become documents, or say what is wrong."""
