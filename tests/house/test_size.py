"""Small files, small functions, few positional arguments: the attic stays empty."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
# migrations are written by a tool
FILES = sorted(p for p in SOURCE.rglob("*.py") if p.parent.name != "migrations")
LINES_PER_FILE = 400
LINES_PER_FUNCTION = 40
POSITIONAL = 5

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def name_of(path):
    return str(path.relative_to(SOURCE))


def functions(path):
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]


def body_lines(function):
    """Count a function's lines; its docstring, which is for readers, is free."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        lines -= docstring.end_lineno - docstring.lineno + 1
    return lines


def positional(function):
    taken = [
        argument.arg for argument in function.args.posonlyargs + function.args.args
    ]
    return taken[1:] if taken[:1] in (["self"], ["cls"]) else taken


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_file_is_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= LINES_PER_FILE


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_functions_are_short(path):
    long = {
        function.name: body_lines(function)
        for function in functions(path)
        if body_lines(function) > LINES_PER_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_positional_arguments_are_few(path):
    many = {
        function.name: positional(function)
        for function in functions(path)
        if len(positional(function)) > POSITIONAL
    }
    assert many == {}


def hands_on(statement):
    """Tell whether a statement only hands names on."""
    match statement:
        case (
            ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant(value=str()))
        ):
            return True
        case (
            ast.Assign(targets=[ast.Name(id="__all__" | "__version__")])
            | ast.AnnAssign(target=ast.Name(id="__all__"))
        ):
            return True
    return False


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.name == "__init__.py"], ids=name_of
)
def test_init_only_hands_names_on(path):
    tree = ast.parse(path.read_text("utf-8"))
    own = [ast.unparse(node) for node in tree.body if not hands_on(node)]
    assert own == []
