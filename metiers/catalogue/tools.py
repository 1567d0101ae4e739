"""The software a métier uses: product names from O*NET's technology examples. Pure.

Better none than a wrong one. O*NET gathers what job advertisements name, and one advertisement is enough: so a product
is told only where three things agree. Most of the métier's occupations use it (one of several may be about another
work: the clerk of a school beside the receptionist of a hotel); their kind of work uses it more than work in general
does (page layout beside a paper machine is a stray); and the métier is well joined (a detail does not survive a far
link). What every office has is told to offices alone, and nothing to trades whose work is not done with software: what
is advertised beside a guard, a cook or a seller is what the firm has, or what it sells.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from metiers.catalogue.joins import SURE, Link
from metiers.catalogue.readers.onet import Technology

FEWEST, MOST = 2, 8
_MAJORITY = 0.5  # of the métier's occupations, by share
_LIFT = 1.5  # how much more than all occupations those of one kind of work use it
_OFFICES = ("13-", "43-")  # SOC groups: finance and administration
# SOC groups whose work is done with software.
_WITH_SOFTWARE = (
    *(
        "11-201",
        "11-203",
        "11-302",
        "11-9021",
        "11-9041",
    ),  # advertising, public relations, computing, building, engineering
    *("13-", "15-", "17-", "19-", "25-4", "27-1", "27-3", "27-4", "43-", "49-2", "51-4", "51-51"),
)
_KIND_OF_WORK = len("27-1")  # a minor group of the SOC
_MANY = 10  # occupations that use a product
_IN_DEMAND, _HOT, _OTHER = 3.0, 0.6, 0.1
# Kinds of software rather than products: « Email software », « Computerized maintenance management system CMMS ».
_KIND = re.compile(
    r"[A-Z][a-z'’/-]*(?: [a-z][\w/'’-]*)+(?: [A-Z]{2,5})?(?: software| systems?)?"
    r"|(?:[A-Z][a-z'’/-]*|CAD|CAM|CNC|CRM|CMMS|ERP|GIS|GPS|POS)(?: [a-z][\w/'’-]*)* software"
)
_ONE_NAME = {
    "Microsoft Word": "Microsoft Office",
    "Microsoft PowerPoint": "Microsoft Office",
    "Microsoft Outlook": "Microsoft Office",
    "Structured query language SQL": "SQL",
    "Hypertext markup language HTML": "HTML",
    "Extensible markup language XML": "XML",
    "Cascading style sheets CSS": "CSS",
    "Oracle structured query language SQL": "SQL",
    "Formula translation/translator FORTRAN": "Fortran",
    "RockWare ArcMap": "ESRI ArcMap",  # O*NET names the wrong firm
}
# Products of American administrations and markets, or of their health insurance.
_AMERICAN = re.compile(
    r"Medicaid|Medicare|TurboTax|QuickBooks|Quicken|eClinicalWorks|Epic Systems|MEDITECH|EHR|EMR|Blackbaud|Yardi"
    r"|LexisNexis|Westlaw|ADP |NortonLifeLock|HIPAA|IRS|U\.?S\.? |EasyCBM|FileMaker|National Crime|NCIC|Corel WinZip"
    r"|Seesaw|Common Curriculum|Schoology|SchoolMessenger|ParentSquare|Desire2Learn|Blackboard|DOC Cop|Sakai|Edmodo"
    r"|Xactware"
)
# What everybody has, or what is no tool of anybody's: browsers and operating systems.
_EVERYDAY = re.compile(
    r"Microsoft (?:Windows|Edge|Internet Explorer|Windows Mobile|Active Server Pages ASP)|Apple Safari|Mozilla Firefox"
    r"|Google Chrome|iOS|Google Android|Corel WordPerfect.*|IBM (?:Lotus )?(?:Notes|Domino|1-2-3).*|IBM Lotus 1-2-3"
    r"|Blink|Google|Evernote|FaceTime|GroupMe|Magellan Firmware|3M Post-it App|Delphi Technology|Microsoft Publisher"
    r"|Adobe PageMaker|Eko|Turtle Creek Software Goldenseal|GalacTek ECLIPSE"
)
# What machines speak among themselves is no program: « Border Gateway Protocol BGP ».
_PROTOCOL = re.compile(r"[Pp]rotocols?\b.* [A-Z]{3,5}$|Multiprotocol Label Switching|X\.25")
# What tells nothing of a métier on its own.
_GENERIC = frozenset(
    [
        "Microsoft Office",
        "Microsoft Excel",
        "Microsoft Access",
        "Microsoft SharePoint",
        "Microsoft Teams",
        "Microsoft Project",
        "Google Docs",
        "Google Workspace",
        "Google Sheets",
        "Adobe Acrobat",
        "Zoom",
        "Cisco Webex",
        "Slack",
        "SAP",
        "Facebook",
        "YouTube",
        "Instagram",
        "Twitter",
        "LinkedIn",
        "Microsoft Dynamics",
        "Microsoft OneNote",
        "Microsoft Exchange",
        "SAP Concur",
        "Kronos Workforce Timekeeper",
    ]
)
# Products that job advertisements name beside any work at all, and the SOC groups whose work they are.
_ONLY_FOR = (
    (
        re.compile(
            r"Apache |Amazon |Oracle |Microsoft (?:Azure|PowerShell|\.NET|ASP|Active Directory|Windows Server|Team)"
            r"|Perl|Ruby|C#|Node|Git|Jenkins|React|Java|MySQL|XML|JUnit|Bash|Border|Red Hat|Puppet"
            r"|Selenium|Docker|Kubernetes|MongoDB|PostgreSQL|NoSQL|Scala|Go$|Swift|PHP|jQuery|AJAX|Ansible|Django"
            r"|IBM (?:DB2|Terraform|WebSphere)|McAfee|Wireshark|RESTful|Enterprise JavaBeans|Hewlett Packard|Spring|Vue"
            r"|Splunk|ServiceNow|Atlassian|GitHub|Teradata|Snowflake|Hadoop|Eclipse|MicroStrategy"
        ),
        ("11-302", "15-", "17-2061", "17-2072"),
    ),
    (re.compile(r"JavaScript|HTML|CSS"), ("11-201", "11-302", "15-", "27-1024")),
    (
        re.compile(r"Python|C\+\+|C$|R$|UNIX|Linux|SQL|Microsoft (?:SQL|Visual)"),
        ("11-302", "13-2", "15-", "17-", "19-"),
    ),
    (
        re.compile(r"Facebook|TikTok|Instagram|LinkedIn|YouTube|Twitter"),
        ("11-2", "13-11", "27-", "41-", "39-", "15-1254"),
    ),
)
# Statistics of surveys, which physicists, chemists and geologists are advertised with and do not use.
_NOT_FOR = ((re.compile(r"IBM SPSS|SAS\b|STATISTICA"), "19-2"),)


def suits(product: str, code: str) -> bool:
    """Is this product told of this O*NET occupation because of its work, not because everybody has it?"""
    if _EVERYDAY.fullmatch(product) or not code.startswith(_WITH_SOFTWARE):
        return False
    if any(code.startswith(group) and named.match(product) for named, group in _NOT_FOR):
        return False
    return all(code.startswith(groups) for named, groups in _ONLY_FOR if named.match(product))


def product_name(name: str) -> str | None:
    """« Microsoft Office software », « Microsoft Word » → « Microsoft Office »; None for a kind of software or one that
    only makes sense in the United States."""
    if name in _ONE_NAME:
        return _ONE_NAME[name]
    if _KIND.fullmatch(name) or _PROTOCOL.search(name) or _AMERICAN.search(name) or not re.search(r"[A-Z0-9]", name):
        return None
    return re.sub(r"\s+software$", "", name)


def tools_of(links: Mapping[str, Link], technologies: Iterable[Technology]) -> dict[str, list[str]]:
    """Key → 2 to 8 products that belong to the work; none where fewer do, or where the link is a far one.

    Ranked by share of the O*NET occupations that use it × its mark (in demand 3, hot .6, else .1) × rarity (log of the
    number of occupations over those that use it): what everybody uses comes after what characterises.
    """
    used: dict[str, dict[str, float]] = defaultdict(dict)
    technologies = list(technologies)
    known = _well_known(technologies)
    for technology in technologies:
        product = product_name(technology.product)
        if product in known and suits(product, technology.code):
            mark = _IN_DEMAND if technology.in_demand else _HOT if technology.hot else _OTHER
            used[technology.code][product] = max(mark, used[technology.code].get(product, 0.0))
    used = _without_strays(used)
    rarity = _rarity(used)
    return {key: _best(link, used, rarity) if link.quality >= SURE else [] for key, link in sorted(links.items())}


def _without_strays(used: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """The products of each occupation that its kind of work uses more than work in general does."""
    everywhere = _shares(used)
    kinds: dict[str, dict[str, Mapping[str, float]]] = defaultdict(dict)
    for code, products in used.items():
        kinds[code[:_KIND_OF_WORK]][code] = products
    among = {kind: _shares(of_kind) for kind, of_kind in kinds.items()}
    return {
        code: {
            product: mark
            for product, mark in products.items()
            if _belongs(product, code, among[code[:_KIND_OF_WORK]][product] / everywhere[product])
        }
        for code, products in used.items()
    }


def _belongs(product: str, code: str, lift: float) -> bool:
    return code.startswith(_OFFICES) if product in _GENERIC else lift >= _LIFT


def _shares(used: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Product → share (0–1) of these occupations that use it."""
    counts = Counter(product for products in used.values() for product in products)
    return {product: count / len(used) for product, count in counts.items()}


def _well_known(technologies: Iterable[Technology]) -> frozenset[str]:
    """Products that job advertisements name (hot or in demand), or that many occupations use: the others are small
    American programs that nobody would find here."""
    users: dict[str, set[str]] = defaultdict(set)
    marked = set()
    for technology in technologies:
        product = product_name(technology.product)
        if product:
            users[product].add(technology.code)
            if technology.in_demand or technology.hot:
                marked.add(product)
    return frozenset(product for product, codes in users.items() if product in marked or len(codes) >= _MANY)


def _rarity(used: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    counts: dict[str, int] = defaultdict(int)
    for products in used.values():
        for product in products:
            counts[product] += 1
    return {product: math.log(1 + len(used) / count) for product, count in counts.items()}


def _best(link: Link, used: Mapping[str, Mapping[str, float]], rarity: Mapping[str, float]) -> list[str]:
    ranks: dict[str, float] = defaultdict(float)
    weights: dict[str, float] = defaultdict(float)
    for code, share in link.shares:
        for product, mark in used.get(code, {}).items():
            ranks[product] += share * mark * rarity[product]
            weights[product] += share
    kept = [product for product in ranks if weights[product] >= _MAJORITY]
    best = sorted(kept, key=lambda product: (-ranks[product], product))[:MOST]
    return best if len(best) >= FEWEST and set(best) - _GENERIC else []
