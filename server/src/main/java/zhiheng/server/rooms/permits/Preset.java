package zhiheng.server.rooms.permits;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;

/** A permit that fits a common kind of service, to start from. It fills the form; nothing holds before it is saved. */
enum Preset {
    /** Staff ask; what they send may hold secrets of the house, so those are masked; no label for the public. */
    ASSISTANT(Terms.ExplicitPlace.INTERFACE, Set.of("pii", "secrets"), 2_000, 0, 0) {
        @Override
        Map<String, Terms.Action> actions() {
            return Map.of("pii", Terms.Action.NOTE, "secret", Terms.Action.MASK);
        }
    },
    /** Measures for Labelling (2025) Art. 4: a text for the public says that it is generated, in the text itself. */
    CHATBOT(Terms.ExplicitPlace.START, Set.of("pii", "injection", "links"), 10_000, 1_000, 0) {
        @Override
        Map<String, Terms.Action> actions() {
            return Map.of("pii", Terms.Action.MASK, "injection", Terms.Action.HOLD, "link", Terms.Action.NOTE);
        }
    },
    /** Texts and pictures that leave the house: both labels, personal data held for a person. */
    GENERATOR(Terms.ExplicitPlace.END, Set.of("pii"), 5_000, 0, 0) {
        @Override
        Map<String, Terms.Action> actions() {
            return Map.of("pii", Terms.Action.HOLD);
        }
    },
    /** A model that calls tools: instructions hidden in what it reads are refused, secrets never leave. */
    AGENT(Terms.ExplicitPlace.INTERFACE, Set.of("injection", "secrets", "links", "pii"), 1_000, 0, 10) {
        @Override
        Map<String, Terms.Action> actions() {
            return Map.of("injection", Terms.Action.REFUSE, "secret", Terms.Action.REFUSE, "link", Terms.Action.MASK);
        }
    },
    /** A trial with few people: every answer waits for a person, and what was said is kept for half a year. */
    SANDBOX(Terms.ExplicitPlace.START, Set.of("pii", "injection"), 500, 50, 5) {
        @Override
        Map<String, Terms.Action> actions() {
            return Map.of("pii", Terms.Action.MASK, "injection", Terms.Action.HOLD);
        }

        @Override
        PermitState state() {
            return PermitState.REVIEW;
        }

        @Override
        int contentDays() {
            return Terms.SIX_MONTHS_DAYS;
        }
    };

    private final Terms.ExplicitPlace place;
    private final Set<String> inspectors;
    private final long callsPerDay;
    private final long usersPerDay;
    private final int atOnce;

    Preset(Terms.ExplicitPlace place, Set<String> inspectors, long callsPerDay, long usersPerDay, int atOnce) {
        this.place = place;
        this.inspectors = inspectors;
        this.callsPerDay = callsPerDay;
        this.usersPerDay = usersPerDay;
        this.atOnce = atOnce;
    }

    abstract Map<String, Terms.Action> actions();

    PermitState state() {
        return PermitState.OPEN;
    }

    int contentDays() {
        return 0;
    }

    /**
     * The permit of this kind, for a system whose permit is {@code now}: whose system it is, its zone, models, tools, producer and
     * containment stay; the rest is the preset's.
     */
    Permit on(Permit now) {
        var scope = now.scope();
        ZoneId zone = scope.zone();
        return new Permit(
                now.system(),
                now.version(),
                state(),
                new Caps(0, callsPerDay, usersPerDay, 0, 0, atOnce),
                new Scope(
                        null,
                        null,
                        zone,
                        Set.of(),
                        0,
                        scope.models(),
                        scope.tools(),
                        scope.toolSchemas(),
                        Set.of(),
                        scope.origins(),
                        scope.asks()),
                new Terms(
                        place,
                        true,
                        now.terms().producer(),
                        inspectors,
                        actions(),
                        contentDays(),
                        Terms.SIX_MONTHS_DAYS,
                        Terms.WhenStoreIsDown.SERVE_AND_BUFFER,
                        Terms.OnAlert.FOLLOW),
                now.containment(),
                now.expires(),
                now.duties());
    }

    /** The fields of the form, filled by this preset, over what was typed in those that it leaves alone. */
    Map<String, String> fields(Permit now, Map<String, String> typed) {
        var fields = new HashMap<>(PermitForm.values(on(now)));
        for (var kept :
                Set.of("version", "reason", "producer", "service", "models", "tools", "origins", "zone", "expires")) {
            var value = typed.get(kept);
            if (value != null) {
                fields.put(kept, value);
            }
        }
        return fields;
    }
}
