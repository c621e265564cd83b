package zhiheng.packs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * What reading a library gives, checked and compiled: all that {@link PackLibrary} and {@link Engine} are built from.
 *
 * @param events what starts periods of law; {@code calendars} the working days of jurisdictions
 * @param slots every fact, asked and derived, in its place
 * @param rules in the order written, of the first pack first
 */
record LibraryParts(
        List<TriggerEvent> events,
        List<WorkCalendar> calendars,
        List<Slot> slots,
        List<Derivation.Defined> definitions,
        List<Pack> packs,
        List<RuleDef> rules) {

    static LibraryParts read(LibraryFiles files) {
        var vocabulary = new Vocabulary();
        var shared = files.folder().resolve(LibraryFiles.SHARED).resolve("facts.yaml");
        if (files.has(shared)) {
            vocabulary.add(LibraryFiles.SHARED, files.yaml(shared));
        }
        for (var pack : files.packs()) {
            var own = pack.resolve("facts.yaml");
            if (files.has(own)) {
                vocabulary.add(LibraryFiles.name(pack), files.yaml(own));
            }
        }
        var happening = files.folder().resolve(LibraryFiles.SHARED).resolve("events.yaml");
        var events = files.has(happening) ? TimeReader.events(files.yaml(happening)) : List.<TriggerEvent>of();
        var working = files.folder().resolve(LibraryFiles.SHARED).resolve("calendars.yaml");
        var calendars = files.has(working) ? TimeReader.calendars(files.yaml(working)) : List.<WorkCalendar>of();
        var time = new TimeReader(vocabulary, events);
        var compiler = new CondCompiler(vocabulary);
        var definitions = new ArrayList<Derivation.Defined>();
        for (var d : vocabulary.definitions()) {
            var at = d.at().about("fact " + d.slot().id());
            definitions.add(new Derivation.Defined(d.slot(), compiler.compile(at, "define", d.condition()), at.at()));
        }
        var packs = new ArrayList<Pack>();
        var rules = new ArrayList<RuleDef>();
        var ruleIds = new HashMap<String, String>();
        for (var pack : files.packs()) {
            var reader = new PackReader(packs.size(), LibraryFiles.name(pack), files.yaml(pack.resolve("pack.yaml")));
            var own = reader.rules(files.yaml(pack.resolve("rules.yaml")), vocabulary, time, compiler, ruleIds);
            packs.add(reader.pack(own.stream().map(RuleDef::shown).toList()));
            rules.addAll(own);
        }
        return new LibraryParts(
                events,
                calendars,
                vocabulary.slots(),
                List.copyOf(definitions),
                List.copyOf(packs),
                List.copyOf(rules));
    }
}
