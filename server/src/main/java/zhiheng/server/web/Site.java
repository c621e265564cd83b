package zhiheng.server.web;

import java.time.Clock;
import java.util.Map;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.people.Role;
import zhiheng.packs.PackLibrary;
import zhiheng.server.identity.Identity;

/** What the pages stand on. */
record Site(Office office, Identity identity, PackLibrary library, Ledger ledger, Clock clock, Renderer renderer) {
    Lexicon lexicon(Visit visit) {
        return new Lexicon(library, visit.words, clock.getZone());
    }

    /** Names of people by id, as far as the visitor may know them. */
    Map<String, String> people(Visit visit) {
        var session = visit.session();
        if (session == null) {
            return Map.of();
        }
        return session.person().role() == Role.ADMINISTRATOR
                ? Chapters.names(identity.people(session.actor()))
                : Map.of(session.person().id(), session.person().name());
    }
}
