"""Articles of the regulation that the road comes from, as they bind one district or another."""

from upaya.rules.citation import citation
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.parameter import Value


def binding(article: str, basis: Value | None) -> str:
    """How an article reads for a district whose papers name `basis` (`DASAR_DOKUMEN`).

    A district with another regulation follows the road by assumption: no text of its own says it,
    and no article of another district is shown as its law.
    """
    if "Pasal " not in article or (basis and INSENTIF.source in citation(basis)):
        return article
    bare = article.removesuffix(INSENTIF.source).strip()
    return f"mengikuti {bare} {INSENTIF.source} (asumsi)"
