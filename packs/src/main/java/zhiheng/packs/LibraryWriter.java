package zhiheng.packs;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * A library that was read, as bytes that {@link LibraryReader} takes back without YAML and without CEL.
 *
 * <pre>
 * magic, 4 bytes | key, 32 bytes | CRC-32 of the body, 4 bytes | body: texts, events, calendars, slots, definitions, packs, rules
 * </pre>
 *
 * A number is written seven bits a byte, the lowest first. A text stands once in the table of texts and elsewhere as its
 * place there. What may be missing is preceded by 0 or 1.
 */
final class LibraryWriter {
    /** "ZHP" and the form's version: to be counted up whenever this class writes anything in another way. */
    static final int MAGIC = 0x5A485007;

    private final LibraryFiles files;
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final DataOutputStream body = new DataOutputStream(buffer);

    private LibraryWriter(LibraryFiles files) {
        this.files = files;
    }

    static byte[] write(LibraryParts parts, LibraryFiles files, byte[] key) {
        try {
            var writer = new LibraryWriter(files);
            writer.parts(parts);
            return writer.framed(key);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }

    private byte[] framed(byte[] key) throws IOException {
        var table = new LibraryWriter(files);
        table.number(texts.size());
        for (var text : texts.keySet()) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            table.number(bytes.length);
            table.body.write(bytes);
        }
        buffer.writeTo(table.body);
        var content = table.buffer.toByteArray();
        var crc = new CRC32();
        crc.update(content);
        var whole = new ByteArrayOutputStream(content.length + 40);
        var out = new DataOutputStream(whole);
        out.writeInt(MAGIC);
        out.write(key);
        out.writeInt((int) crc.getValue());
        out.write(content);
        return whole.toByteArray();
    }

    private void parts(LibraryParts parts) throws IOException {
        each(parts.events(), event -> {
            text(event.id());
            both(event.name());
        });
        each(parts.calendars(), this::calendar);
        each(parts.slots(), this::slot);
        each(parts.definitions(), d -> {
            number(d.slot().index());
            cond(d.condition());
            at(d.at());
        });
        each(parts.packs(), this::pack);
        each(parts.rules(), this::rule);
    }

    private void calendar(WorkCalendar calendar) throws IOException {
        text(calendar.jurisdiction());
        text(calendar.zone().getId());
        each(
                calendar.published().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList(),
                year -> {
                    number(year.getKey());
                    text(year.getValue());
                });
        each(calendar.off().stream().sorted().toList(), this::day);
        each(calendar.worked().stream().sorted().toList(), this::day);
    }

    private void slot(Slot slot) throws IOException {
        var fact = slot.fact();
        text(fact.id());
        text(fact.pack());
        number(fact.type().ordinal());
        both(fact.question());
        both(fact.help());
        each(fact.options(), option -> {
            text(option.id());
            both(option.label());
            yes(option.alone());
        });
        yes(fact.signed());
        yes(slot.derived());
        at(slot.where());
    }

    private void pack(Pack pack) throws IOException {
        text(pack.id());
        both(pack.name());
        both(pack.issuer());
        text(pack.number());
        text(pack.jurisdiction());
        text(pack.version());
        text(pack.source().toString());
        each(List.copyOf(pack.dates().entrySet()), date -> {
            text(date.getKey());
            day(date.getValue());
        });
        each(pack.tiers(), tier -> {
            text(tier.id());
            both(tier.name());
            yes(tier.ban());
        });
        each(pack.stages(), stage -> {
            text(stage.id());
            both(stage.name());
        });
        each(new ArrayList<>(pack.confidence().entrySet()), mark -> {
            text(mark.getKey());
            both(mark.getValue());
        });
        each(pack.sources(), source -> {
            text(source.id());
            both(source.name());
            text(source.address().toString());
        });
        yes(pack.binding());
    }

    private void rule(RuleDef rule) throws IOException {
        var shown = rule.shown();
        number(rule.pack());
        number(rule.stage());
        number(rule.tier() + 1);
        text(shown.id());
        text(shown.ref());
        text(shown.article());
        both(shown.text());
        day(shown.from());
        maybe(shown.to(), this::day);
        text(shown.confidence());
        maybe(shown.read(), read -> {
            text(read.source());
            day(read.date());
        });
        text(shown.when());
        maybe(shown.unless(), this::text);
        text(shown.yields());
        maybe(shown.contain(), this::text);
        number(shown.line());
        maybe(rule.duty(), this::duty);
        maybe(rule.note(), this::both);
        cond(rule.when());
        maybe(rule.unless(), this::cond);
        number(rule.liftedBy() + 1);
        number(rule.sets() + 1);
        at(rule.at());
    }

    private void duty(RuleDef.DutyDef duty) throws IOException {
        text(duty.id());
        text(duty.kind());
        text(duty.who());
        both(duty.title());
        both(duty.timing());
        number(duty.nature().ordinal());
        each(duty.clocks(), clock -> {
            maybe(clock.fact(), this::text);
            maybe(clock.event(), this::text);
            maybe(clock.within(), within -> text(within.toString()));
            maybe(clock.every(), every -> text(every.toString()));
        });
        maybe(duty.due(), this::day);
        number(duty.since() + 1);
        number(duty.dates() + 1);
        both(duty.evidence());
        both(duty.penalty());
        yes(duty.waivable());
        each(duty.calls().stream().sorted().toList(), rule -> number(rule.ordinal()));
    }

    private void cond(Cond c) throws IOException {
        CondTag.of(c).write(body);
        switch (c) {
            case Cond.Const k -> yes(k == Cond.Const.YES);
            case Cond.Fact f -> number(f.slot());
            case Cond.Any any -> {
                number(any.slot());
                body.writeLong(any.mask());
            }
            case Cond.Not not -> cond(not.inner());
            case Cond.And and -> each(List.of(and.parts()), this::cond);
            case Cond.Or or -> each(List.of(or.parts()), this::cond);
            case Cond.Same same -> each(List.of(same.left(), same.right()), this::cond);
            case Cond.If i -> each(List.of(i.test(), i.yes(), i.no()), this::cond);
            case Cond.Compare compare -> {
                number(compare.op().ordinal());
                num(compare.left());
                num(compare.right());
            }
        }
    }

    private void num(Cond.Num num) throws IOException {
        CondTag.of(num).write(body);
        switch (num) {
            case Cond.Num.Literal literal -> body.writeDouble(literal.value());
            case Cond.Num.Number n -> number(n.slot());
            case Cond.Num.Day d -> number(d.slot());
            case Cond.Num.Size s -> number(s.slot());
        }
    }

    private void at(At at) throws IOException {
        text(files.relative(at.file()));
        number(at.line());
        text(at.about());
    }

    private void both(Text text) throws IOException {
        text(text.zh());
        text(text.en());
    }

    private void text(String text) throws IOException {
        var place = texts.putIfAbsent(text, texts.size());
        number(place == null ? texts.size() - 1 : place);
    }

    private void day(LocalDate day) throws IOException {
        body.writeLong(day.toEpochDay());
    }

    private void yes(boolean yes) throws IOException {
        body.writeByte(yes ? 1 : 0);
    }

    private void number(int n) throws IOException {
        int rest = n;
        while (rest >>> 7 != 0) {
            body.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        body.writeByte(rest);
    }

    /** Writes one value. */
    private interface Item<T> {
        void write(T value) throws IOException;
    }

    private <T> void each(List<T> list, Item<T> item) throws IOException {
        number(list.size());
        for (var value : list) {
            item.write(value);
        }
    }

    private <T> void maybe(@Nullable T value, Item<T> item) throws IOException {
        yes(value != null);
        if (value != null) {
            item.write(value);
        }
    }
}
