package zhiheng.server.api;

import java.util.Optional;
import zhiheng.office.people.Actor;
import zhiheng.server.identity.Session;

/** Who calls: a token's actor, or a signed-in person's with its session. */
record Caller(Actor actor, Optional<Session> session) {}
