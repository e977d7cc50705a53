"""Making papers: canonical documents, PDF, QR codes, and the key that numbers rest on."""
