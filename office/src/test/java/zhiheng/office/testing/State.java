package zhiheng.office.testing;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.LogSeal;
import zhiheng.office.acts.Words;
import zhiheng.office.duties.DutyMark;
import zhiheng.office.duties.DutyMet;
import zhiheng.office.duties.DutyNote;
import zhiheng.office.duties.DutyTx;
import zhiheng.office.duties.Evidence;
import zhiheng.office.duties.SystemEvent;
import zhiheng.office.people.Org;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Summary;

/** All that a {@link MemoryStore} holds; its values never change, so that a copy of the maps is a copy of all. */
record State(
        Map<String, Org> orgs,
        TreeMap<String, AiSystem> systems,
        Map<String, Summary> summaries,
        Map<String, Map<String, DutyMark>> marks,
        TreeMap<String, DutyNote> notes,
        TreeMap<String, SystemEvent> events,
        Map<DutyTx.Settled, LocalDate> settled,
        Map<String, List<DutyMet>> met,
        TreeMap<String, Evidence> evidence,
        Map<String, String> actOfEvidence,
        TreeMap<String, ActRow> acts,
        TreeMap<String, Words.Row> words,
        LogSeal[] seal) {
    State() {
        this(
                new HashMap<>(),
                new TreeMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new TreeMap<>(),
                new HashMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new LogSeal[1]);
    }

    State copy() {
        var marksCopy = new HashMap<String, Map<String, DutyMark>>();
        marks.forEach((system, own) -> marksCopy.put(system, new TreeMap<>(own)));
        return new State(
                new HashMap<>(orgs),
                new TreeMap<>(systems),
                new HashMap<>(summaries),
                marksCopy,
                new TreeMap<>(notes),
                new TreeMap<>(events),
                new HashMap<>(settled),
                new HashMap<>(met),
                new TreeMap<>(evidence),
                new HashMap<>(actOfEvidence),
                new TreeMap<>(acts),
                new TreeMap<>(words),
                seal.clone());
    }
}
