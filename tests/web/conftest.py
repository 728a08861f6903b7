from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app

from . import desks


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    """The desk of the reference page. Not to be written to."""
    store = desks.reference_desk(tmp_path_factory.mktemp("reference") / "desk.db")
    yield store
    store.close()


@pytest.fixture(scope="session")
def client(reference: SqliteStore) -> Iterator[TestClient]:
    with TestClient(
        create_app(reference, desks.SETTINGS, desks.now), base_url="https://desk.example"
    ) as client:
        yield client


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    """An empty desk of the test's own."""
    store = SqliteStore(tmp_path_factory.mktemp("desk") / "desk.db")
    yield store
    store.close()


@pytest.fixture
def own(store: SqliteStore) -> Iterator[TestClient]:
    """The pages of the test's own desk."""
    with TestClient(create_app(store, desks.SETTINGS, desks.now), base_url="https://desk.example") as client:
        yield client
