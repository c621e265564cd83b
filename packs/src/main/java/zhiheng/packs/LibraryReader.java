package zhiheng.packs;

import java.net.URI;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * Takes back what {@link LibraryWriter} wrote, and nothing else: every place, kind, option and length is checked, so that
 * bytes that come from elsewhere are refused rather than evaluated.
 */
final class LibraryReader {
    private static final int HEAD = 4 + 32 + 4;
    private static final Fact.Type[] TYPES = Fact.Type.values();
    private static final Nature[] NATURES = Nature.values();
    private static final CallRule[] CALLS = CallRule.values();

    /** Bytes that are not what {@link LibraryWriter} wrote for this key. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    private final ByteBuffer in;
    private final LibraryFiles files;
    private String[] texts = {};
    private List<Slot> slots = List.of();
    private List<Pack> packs = List.of();

    private LibraryReader(ByteBuffer in, LibraryFiles files) {
        this.in = in;
        this.files = files;
    }

    static LibraryParts read(byte[] bytes, LibraryFiles files, byte[] key) throws Damaged {
        try {
            var in = ByteBuffer.wrap(bytes);
            demand(in.getInt() == LibraryWriter.MAGIC, "another form");
            var written = new byte[key.length];
            in.get(written);
            demand(java.util.Arrays.equals(written, key), "another key");
            var crc = new CRC32();
            crc.update(bytes, HEAD, bytes.length - HEAD);
            demand(in.position(HEAD - 4).getInt() == (int) crc.getValue(), "the checksum differs");
            return new LibraryReader(in, files).parts();
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | DateTimeException
                | ArithmeticException e) {
            throw new Damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private LibraryParts parts() {
        texts = new String[count()];
        for (int i = 0; i < texts.length; i++) {
            int length = count();
            texts[i] = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
            in.position(in.position() + length);
        }
        var events = list(() -> new TriggerEvent(text(), both()));
        var calendars = list(this::calendar);
        var read = new ArrayList<Slot>();
        for (int n = count(); read.size() < n; ) {
            read.add(slot(read.size()));
        }
        slots = List.copyOf(read);
        var conds = new CondReader(in, slots, this::number);
        var definitions = list(() -> new Derivation.Defined(derived(number()), conds.cond(), at()));
        var heads = list(this::pack);
        packs = heads;
        var rules = list(() -> rule(conds));
        demand(!in.hasRemaining(), "bytes after the end");
        return new LibraryParts(events, calendars, slots, definitions, withRules(heads, rules), rules);
    }

    private static List<Pack> withRules(List<Pack> heads, List<RuleDef> rules) {
        var shown = new ArrayList<List<Pack.Rule>>();
        heads.forEach(pack -> shown.add(new ArrayList<>()));
        rules.forEach(rule -> shown.get(rule.pack()).add(rule.shown()));
        var result = new ArrayList<Pack>();
        for (var p : heads) {
            result.add(new Pack(
                    p.id(),
                    p.name(),
                    p.issuer(),
                    p.number(),
                    p.jurisdiction(),
                    p.version(),
                    p.source(),
                    p.dates(),
                    p.tiers(),
                    p.stages(),
                    p.confidence(),
                    p.sources(),
                    p.binding(),
                    List.copyOf(shown.get(result.size()))));
        }
        return List.copyOf(result);
    }

    private WorkCalendar calendar() {
        var jurisdiction = text();
        var zone = ZoneId.of(text());
        var published = new HashMap<Integer, String>();
        for (int n = count(); n > 0; n--) {
            published.put(number(), text());
        }
        return new WorkCalendar(
                jurisdiction, zone, published, new HashSet<>(list(this::day)), new HashSet<>(list(this::day)));
    }

    private Slot slot(int index) {
        var fact = new Fact(
                text(),
                text(),
                TYPES[number()],
                both(),
                both(),
                list(() -> new Fact.Option(text(), both(), yes())),
                yes());
        var bits =
                LinkedHashMap.<String, Integer>newLinkedHashMap(fact.options().size());
        for (var option : fact.options()) {
            bits.put(option.id(), bits.size());
        }
        demand(bits.size() == fact.options().size() && bits.size() <= 63, "options");
        return new Slot(index, fact, bits, yes(), at());
    }

    private Pack pack() {
        return new Pack(
                text(),
                both(),
                both(),
                text(),
                text(),
                text(),
                URI.create(text()),
                map(this::day),
                list(() -> new Pack.Tier(text(), both(), yes())),
                list(() -> new Pack.Stage(text(), both())),
                map(this::both),
                list(() -> new Pack.Source(text(), both(), URI.create(text()))),
                yes(),
                List.of());
    }

    private RuleDef rule(CondReader conds) {
        int place = number();
        var pack = packs.get(place);
        int stage = number();
        int tier = number() - 1;
        var shown = new Pack.Rule(
                text(),
                pack.stages().get(stage).id(),
                text(),
                text(),
                both(),
                day(),
                maybe(this::day),
                text(),
                maybe(() -> new Pack.Reading(text(), day())),
                text(),
                maybe(this::text),
                text(),
                tier < 0 ? null : pack.tiers().get(tier).id(),
                maybe(this::text),
                number());
        return new RuleDef(
                shown,
                place,
                stage,
                tier,
                tier >= 0 && pack.tiers().get(tier).ban(),
                maybe(this::duty),
                maybe(this::both),
                conds.cond(),
                maybe(conds::cond),
                derivedOrNone(),
                derivedOrNone(),
                at());
    }

    private RuleDef.DutyDef duty() {
        return new RuleDef.DutyDef(
                text(),
                text(),
                text(),
                both(),
                both(),
                NATURES[number()],
                list(() -> new Clock(
                        maybe(this::text),
                        maybe(this::text),
                        maybe(() -> Term.parse(text())),
                        maybe(() -> Term.parse(text())))),
                maybe(this::day),
                dateOrNone(),
                dateOrNone(),
                both(),
                both(),
                yes(),
                Set.copyOf(list(() -> CALLS[number()])));
    }

    private Slot derived(int place) {
        var slot = slots.get(place);
        demand(slot.derived(), "an asked fact where a derived one belongs");
        return slot;
    }

    private int derivedOrNone() {
        int place = number() - 1;
        return place < 0 ? -1 : derived(place).index();
    }

    private int dateOrNone() {
        int place = number() - 1;
        demand(place < 0 || slots.get(place).fact().type() == Fact.Type.DATE, "no date where one belongs");
        return place;
    }

    private At at() {
        return new At(files.resolve(text()), number(), text());
    }

    private Text both() {
        return new Text(text(), text());
    }

    private String text() {
        return texts[number()];
    }

    private LocalDate day() {
        return LocalDate.ofEpochDay(in.getLong());
    }

    private boolean yes() {
        int b = in.get();
        demand(b >>> 1 == 0, "neither yes nor no");
        return b == 1;
    }

    private int number() {
        int n = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int b = in.get();
            n |= (b & 0x7F) << shift;
            if (b >= 0) {
                demand(n >= 0, "a negative number");
                return n;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }

    /** A number of things that are still to come, so never more than there are bytes. */
    private int count() {
        int n = number();
        demand(n <= in.remaining(), "more announced than there is");
        return n;
    }

    private <T> List<T> list(Supplier<T> item) {
        int n = count();
        var result = new ArrayList<T>(n);
        while (result.size() < n) {
            result.add(item.get());
        }
        return List.copyOf(result);
    }

    private <T> Map<String, T> map(Supplier<T> value) {
        var result = new LinkedHashMap<String, T>();
        for (int n = count(); n > 0; n--) {
            result.put(text(), value.get());
        }
        return result;
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return yes() ? value.get() : null;
    }

    static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
