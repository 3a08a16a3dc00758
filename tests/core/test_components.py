"""The components of templates/cotton: each stands alone, and says what it must to every reader."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory

import upaya.core

COTTON = Path(upaya.core.__file__).parent / "templates" / "cotton"
NAMES = sorted(path.stem.replace("_", "-") for path in COTTON.glob("*.html"))


def render(source: str, address: str = "/", **context: object) -> str:
    """A template with components in tag form, as a page at `address` would show it."""
    template = engines["django"].from_string(source)
    return template.render(context, RequestFactory().get(address))


class OfficerForm(forms.Form):
    orang_hari = forms.IntegerField(
        label="OH", max_value=31, help_text="Hari kerja manajemen.", widget=forms.TextInput
    )
    status = forms.ChoiceField(label="Status", choices=[("PNS", "PNS")], widget=forms.RadioSelect)
    catatan = forms.CharField(label="Catatan", required=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_attribute_may_be_left_out(name: str) -> None:
    render(f"{{% cotton {name} %}}{{% endcotton %}}")


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "403_csrf"])
def test_pages_for_faults_need_nothing(name: str) -> None:
    # Django renders 400 and 500 without any context: sessions or database may be what failed.
    page = get_template(f"{name}.html").render()
    assert page.count("<h1>") == 1
    assert 'href="/"' in page


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (66369000, "Rp66.369.000"),
        (0, "Rp0"),
        (-1250, "-Rp1.250"),
        (Decimal("5394292.65"), "Rp5.394.292,65"),
        (None, "belum ada"),
    ],
)
def test_money_is_written_as_indonesians_write_it(amount: int | Decimal | None, words: str) -> None:
    assert f">{words}</span>" in render("{% cotton money :amount='amount' / %}", amount=amount)


def test_money_explains_itself_with_and_without_script() -> None:
    html = render("{% cotton money :amount='1' why='/kerja/7' of='Budi' / %}")
    assert 'href="/kerja/7" hx-get="/kerja/7" hx-target="#panel-isi"' in html
    assert "mengapa sebesar ini? Budi" in html


def test_a_fault_stands_at_its_field_and_keeps_what_was_typed() -> None:
    form = OfficerForm({"orang_hari": "33"})
    html = render("{% cotton form :form='form' / %}", form=form)
    control = re.search(r"<input[^>]*name=\"orang_hari\"[^>]*>", html)
    assert control is not None
    assert 'value="33"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    described = re.search(r'aria-describedby="([^"]+)"', control[0])
    assert described is not None
    assert all(f'id="{target}"' in html for target in described[1].split())


def test_the_summary_leads_to_every_fault() -> None:
    form = OfficerForm({})
    html = render("{% cotton form :form='form' / %}", form=form)
    targets = re.findall(r'<li><a href="#([^"]+)"', html)
    assert targets == ["id_orang_hari", "id_status"]
    assert all(f'id="{target}"' in html for target in targets)
    assert "errors" not in render("{% cotton errors :form='form' / %}", form=OfficerForm())


def test_own_fields_replace_the_list_of_fields() -> None:
    source = (
        "{% cotton form :form='form' %}{% cotton field :field='form.catatan' / %}{% endcotton %}"
    )
    html = render(source, form=OfficerForm())
    assert 'name="catatan"' in html
    assert 'name="orang_hari"' not in html


def test_a_second_step_with_a_fault_stands_open() -> None:
    source = "{% cotton confirm label='Tolak' :form='form' / %}"
    assert '<details class="confirm bad" open>' in render(source, form=OfficerForm({}))
    assert '<details class="confirm bad">' in render(source, form=OfficerForm())


def test_a_table_says_its_order_and_keeps_the_filter() -> None:
    columns = [
        {"key": "nama", "label": "Nama", "sortable": True},
        {"key": "bobot", "label": "Bobot", "sortable": True, "num": True},
        {"key": "", "label": "Catatan"},
    ]
    page = Paginator(range(60), 25).page(2)
    html = render(
        "{% cotton table caption='Petugas' :columns='columns' sort='-bobot' :page='page'"
        " export='ya' %}<tr></tr>{% endcotton %}",
        "/petugas/?q=budi&hal=2&urut=-bobot",
        columns=columns,
        page=page,
    )
    assert re.search(r'class="num" aria-sort="descending"><a href="\?q=budi&amp;urut=bobot"', html)
    assert 'href="?q=budi&amp;urut=nama"' in html
    assert 'rel="prev" href="?q=budi&amp;hal=1&amp;urut=-bobot"' in html
    assert 'rel="next" href="?q=budi&amp;hal=3&amp;urut=-bobot"' in html
    assert "26 sampai 50 dari 60, halaman 2 dari 3" in html
    assert 'href="?q=budi&amp;urut=-bobot&amp;ekspor=csv"' in html


def test_an_empty_table_says_so() -> None:
    html = render(
        "{% cotton table caption='Petugas' :page='page' / %}", page=Paginator([], 25).page(1)
    )
    assert "Tidak ada baris" in html
    assert "<table" not in html


def test_what_is_looked_at_is_chosen_in_one_line_that_opens_on_a_fault() -> None:
    source = "{% cotton choose :form='form' summary='Bulan lain' / %}"
    page = render(source, form=OfficerForm())
    assert 'method="get"' in page
    assert "<summary>Bulan lain</summary>" in page
    assert " open>" not in page
    wrong = OfficerForm({"orang_hari": "40", "status": "PNS"})
    wrong.is_valid()
    assert '<details class="filter-fold" open>' in render(source, form=wrong)


def test_a_chart_carries_its_numbers_as_a_table() -> None:
    rows = [
        {"label": "Juli", "value": 50, "text": "50%"},
        {"label": "Agu", "value": 0, "text": "0%"},
    ]
    for kind in ("datar", "tegak"):
        html = render(
            f"{{% cotton chart title='Serapan' kind='{kind}' :rows='rows' / %}}", rows=rows
        )
        assert 'role="img" aria-label="Serapan: Juli 50%, Agu 0%"' in html
        assert re.search(r'<th scope="row">Juli</th><td class="num"[^>]*>50%</td>', html)
        assert " style=" not in html


def test_a_word_from_outside_stays_a_word() -> None:
    for attribute in (":title='title'", "title='{{ title }}'"):
        html = render(f"{{% cotton task {attribute} href='#' / %}}", title="<script>A & B")
        assert ">&lt;script&gt;A &amp; B</a>" in html  # escaped, and only once
