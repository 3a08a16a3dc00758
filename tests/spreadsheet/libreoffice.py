"""LibreOffice as a calculator: workbooks in, the same workbooks recalculated out."""

import re
import subprocess
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_CACHED = re.compile(rb"(</f><v>)[^<]*(</v>)")


def poison(data: bytes) -> bytes:
    """The workbook with 77 as the cached value of every formula: who does not compute is found."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                content = re.sub(rb' t="str"(>|/>)(<f>)', rb"\1\2", content)
                content = _CACHED.sub(rb"\g<1>77\2", content)
            archive.writestr(entry, content)
    return target.getvalue()


def recalculate(soffice: str, books: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Let LibreOffice open, compute and save every workbook, in one run and its own profile."""
    profile, given, made = folder / "profil", folder / "masuk", folder / "keluar"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    given.mkdir()
    for name, data in books.items():
        (given / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(made),
            *(str(given / f"{name}.xlsx") for name in books),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    missing = [name for name in books if not (made / f"{name}.xlsx").exists()]
    assert not missing, f"LibreOffice tidak menulis {missing}"
    return {name: (made / f"{name}.xlsx").read_bytes() for name in books}
