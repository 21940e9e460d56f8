"""The notebook's cells run one after the other, and the last line of each can be shown."""
import ast
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_notebook(monkeypatch):
    monkeypatch.chdir(ROOT)
    cells = json.loads((ROOT / "docs" / "articles.ipynb").read_text(encoding="utf-8"))["cells"]
    names, shown = {}, []
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        assert not cell["outputs"]
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "articles.ipynb", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "articles.ipynb", "eval"), names)
            shown.append(value._repr_html_() if hasattr(value, "_repr_html_") else repr(value))
    assert len(shown) > 6 and all(shown)
    assert len(names["monthly"]) > 5 and names["entries"].mentions.sum() == len(names["events"])
