"""One installation: its SUPPLE_HOME, and which of its servers come along."""

from dataclasses import dataclass
from pathlib import Path

from practice.config.embedded import postgres
from practice.config.embedded.env import EnvFile, HomeNotOurs, open_home
from practice.config.embedded.mail import free_port
from practice.config.embedded.postgres import Cluster
from practice.config.embedded.valkey import Broker
from practice.config.up import CannotStart

MAIL = "mail"


@dataclass
class Installation:
    """`cluster`, `broker` and `mail_port` are None where an address from outside replaces them."""

    home: Path
    env: EnvFile
    cluster: Cluster | None
    broker: Broker | None
    mail_port: int | None

    @property
    def mail_folder(self) -> Path:
        return self.home / MAIL


def _mail_server(env: EnvFile) -> str:
    """The server that was named; with a provider instead, one that nobody asks."""
    return env.known("EMAIL_URL") or "smtp://127.0.0.1"


def open_installation(folder: Path) -> Installation:
    """Open or make SUPPLE_HOME and decide which servers are needed."""
    try:
        home = open_home(folder)
        env = EnvFile.load(home / "env")
    except (HomeNotOurs, OSError) as error:
        raise CannotStart(str(error)) from error
    env.ensure_secrets()
    cluster = broker = mail_port = None
    if not env.known("DATABASE_URL"):
        data = postgres.cluster_folder(home, env.kept.get(postgres.FOLDER, ""))
        if data.parent != home:
            env.kept[postgres.FOLDER] = str(data)
        cluster = Cluster(home, data, env.kept["SUPPLE_ADMIN_PASSWORD"])
    if not env.known("BROKER_URL"):
        broker = Broker(home, env.kept["SUPPLE_BROKER_PASSWORD"])
    if not env.known("EMAIL_URL") and not env.known("SUPPLE_MAIL_PROVIDER"):
        mail_port = free_port()
    env.written = {
        "DATABASE_URL": cluster.url if cluster else env.known("DATABASE_URL"),
        "BROKER_URL": broker.url if broker else env.known("BROKER_URL"),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}" if mail_port else _mail_server(env),
        "SUPPLE_MAIL_FOLDER": str(home / MAIL) if mail_port else "",
    }
    env.save()
    return Installation(home, env, cluster, broker, mail_port)
