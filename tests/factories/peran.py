"""Every role of the house as installed in the tests."""

from upaya.core.registry import registry
from upaya.rules.roles import Role

ROLES: tuple[Role, ...] = tuple(registry().roles.values())
