"""What people type that a sheet must stand."""

from hypothesis import strategies as st

ODD = (
    "=1+1",
    "#set page(width: 1cm)",
    "#panic()",
    "*x* _y_ $z$ @b <a>",
    '"]) #read("/etc/passwd")',
    "\\u{41} `c` // d /* e",
    "عبد الرحمن",
    "בן־דוד 12",
    "Александра",
    "Nguyễn Văn",
    "🦊🦊",
    "李",
    "\u202egauche\u202c",
    "e\u0301" * 15,
    "\ufdfa" * 15,
    "W" * 30,
    "Zo",
)


def words(most, least=0):
    """Any text of so many signs, and those that are known to be odd."""
    written = st.one_of(
        st.text(min_size=least, max_size=most),
        st.sampled_from(ODD),
        st.sampled_from(ODD).map(lambda odd: (f"{odd} " * most)[:most]),
        st.sampled_from("WmÉ ").map(lambda sign: f"{sign * 9} " * (most // 10)),
    )
    return written.map(lambda text: text.replace("\0", "")[:most]).filter(lambda text: len(text) >= least)
