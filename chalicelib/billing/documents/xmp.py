"""Declares the embedded XML in the PDF's metadata, as Factur-X asks and typst cannot write."""

import re

_METADATA = re.compile(
    rb"<</Length (\d+)/Type/Metadata/Subtype/XML>>\nstream\n(.*?)\nendstream", re.DOTALL
)
_XREF = re.compile(rb"\nxref\n0 (\d+)\n")
_BAG_END, _RDF_END = b"</rdf:Bag></pdfaExtension:schemas>", b"</rdf:RDF>"
_PROPERTY = (
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{}</pdfaProperty:name>'
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
    "<pdfaProperty:category>external</pdfaProperty:category>"
    "<pdfaProperty:description>{}</pdfaProperty:description></rdf:li>"
)
FACTUR_X = (
    '<rdf:Description rdf:about=""'
    ' xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">'
    "<fx:DocumentType>INVOICE</fx:DocumentType>"
    "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>"
    "<fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>"
    "</rdf:Description>"
)
SCHEMA = (
    '<rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
    "</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq>"
    + _PROPERTY.format("DocumentFileName", "name of the embedded XML invoice file")
    + _PROPERTY.format("DocumentType", "INVOICE")
    + _PROPERTY.format("Version", "version of the Factur-X XML schema")
    + _PROPERTY.format("ConformanceLevel", "conformance level of the embedded XML")
    + "</rdf:Seq></pdfaSchema:property></rdf:li>"
)


def declare_factur_x(document: bytes) -> bytes:
    """The same PDF whose metadata names the Factur-X file, its version and its profile.

    The metadata stream is rewritten in place, and the offsets of what follows it in the
    cross-reference table are moved: no second revision, so the file stays as simple as it was.
    Source: Factur-X 1.0, 6.2.2 (XMP), ISO 19005-3, 6.6.2.3.2 (extension schemas). Raises ValueError
    for a PDF that is not laid out as typst's.
    """
    found, table = _METADATA.search(document), _XREF.search(document)
    if not found or not table:
        raise ValueError("pdf_of_another_kind")
    old = found[2]
    new = old.replace(_BAG_END, SCHEMA.encode() + _BAG_END, 1)
    new = new.replace(_RDF_END, FACTUR_X.encode() + _RDF_END, 1)
    head = b"<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n" % len(new)
    stream = head + new + b"\nendstream"
    moved = len(stream) - (found.end() - found.start())
    rows_at = table.end()
    rows_end = rows_at + 20 * int(table[1])
    rows = [document[at : at + 20] for at in range(rows_at, rows_end, 20)]
    tail = document[rows_end:]
    start = re.search(rb"startxref\n(\d+)", tail)
    if not start:
        raise ValueError("pdf_of_another_kind")
    return b"".join(
        (
            document[: found.start()],
            stream,
            document[found.end() : rows_at],
            *(_shifted(row, found.start(), moved) for row in rows),
            tail[: start.start(1)],
            b"%d" % (int(start[1]) + moved),
            tail[start.end(1) :],
        )
    )


def _shifted(row: bytes, after: int, by: int) -> bytes:
    at = int(row[:10])
    return b"%010d" % (at + by) + row[10:] if at > after else row
