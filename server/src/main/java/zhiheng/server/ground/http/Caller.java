package zhiheng.server.ground.http;

import java.util.Optional;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.identity.Session;

/** Who calls: a token's actor, or a signed-in person's with its session. */
public record Caller(Actor actor, Optional<Session> session) {}
