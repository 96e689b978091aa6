"""Write the report as JUnit XML for CI servers: a test case per finding."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tools.documents import printable
from tools.specdiff.judgement.causes import Cause
from tools.specdiff.judgement.outcome import Outcome
from tools.specdiff.levels import LEVELS
from tools.specdiff.reports.text import reached

_LONGEST = 2000  # without control characters, which XML cannot contain


def as_junit(outcome: Outcome) -> str:
    """Write a report as JUnit XML.

    A finding that counts is a failure. An accepted one is skipped, with its reason.

    Args:
        outcome: The judged report.

    Returns:
        An XML document.
    """
    suite = Element("testsuite", name="specdiff")
    for one in outcome.report.findings:
        where = f"#{one.pointer}"
        case = _case(suite, "/".join(one.levels), f"{one.rule} at {where}")
        level = LEVELS[one.worst]
        if one.accepted is not None:
            SubElement(case, "skipped", message=_shown(f"accepted: {one.accepted}"))
        elif outcome.counts(one):
            failure = SubElement(case, "failure", type=level, message=_shown(one.sentence))
            failure.text = _shown(
                f"{one.sentence} At {where}{reached(Cause((one,)), ', reached from ')}."
            )
        else:
            SubElement(case, "system-out").text = _shown(f"{level}: {one.sentence}")
    for notice in outcome.notices:
        if notice.kind == "version":
            case = _case(suite, "version", "the version of the client")
            SubElement(case, "failure", type="version", message=_shown(notice.sentence))
    others = [_shown(one.sentence) for one in outcome.notices if one.kind == "accept"]
    if others:
        SubElement(suite, "system-out").text = "\n".join(others)
    counts = {
        "tests": len(suite.findall("testcase")),
        "failures": len(suite.findall("testcase/failure")),
        "errors": 0,
        "skipped": len(suite.findall("testcase/skipped")),
    }
    for name, count in counts.items():
        suite.set(name, str(count))
    suite.set("time", "0")
    suites = Element("testsuites", suite.attrib)
    suites.append(suite)
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, "unicode") + "\n"


def _case(suite: Element, side: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=f"specdiff.{side}", name=_shown(name), time="0")


def _shown(text: str) -> str:
    return printable(text, _LONGEST)
