package zhiheng.server.rooms.reminders;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import zhiheng.server.ground.page.WordBook;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;

/** Makes e-mails of what waits: what is urgent at once, the rest once a day, each in the words, zone and hours that its reader chose. */
record Letters(Db db, MailRows mails, ReminderRows reminders, Links links, WordBook book, Clock clock) {
    private static final int MOST = 100;
    private static final int MOST_SUBJECT = 120;

    /** Writes what may go now. @return how many e-mails */
    int round() {
        int made = 0;
        for (var person : reminders.waiting()) {
            made += db.write(c -> {
                var choice = ChoiceRows.of(c, person).filter(Choice::reachable);
                if (choice.isEmpty()) {
                    Sql.update(c, "UPDATE reminder SET mail = '-' WHERE person_id = ? AND mail = ''", person);
                    return 0;
                }
                return write(c, person, choice.get());
            });
        }
        return made;
    }

    private int write(Connection c, String person, Choice choice) throws SQLException {
        var now = clock.instant();
        int made = 0;
        if (choice.urgentNow(now)) {
            var urgent = ReminderRows.waiting(c, person, true, MOST);
            made += urgent.isEmpty()
                    ? 0
                    : write(c, person, choice, "urgent/" + urgent.getFirst().id(), urgent, now);
        }
        var slot = "digest/" + choice.today(now);
        if (choice.digestNow(now) && !MailRows.has(c, person, slot)) {
            var all = ReminderRows.waiting(c, person, false, MOST);
            made += all.isEmpty() ? 0 : write(c, person, choice, slot, all, now);
        }
        return made;
    }

    private int write(Connection c, String person, Choice choice, String slot, List<Reminder> told, Instant now)
            throws SQLException {
        var words = book.in(choice.language());
        var subject = slot.startsWith("urgent/")
                ? words.t("reminders.mail.urgent", words.t(told.getFirst().title()))
                : words.t("reminders.mail.digest", told.size());
        var id = mails.add(
                c, person, slot, choice.address(), subject(subject), body(words, told, now, choice.zone(), person));
        if (id.isEmpty()) {
            return 0;
        }
        for (var one : told) {
            Sql.update(c, "UPDATE reminder SET mail = ? WHERE id = ?", id.get(), one.id());
        }
        return 1;
    }

    /** Writes the e-mail that asks whether an address is its reader's. */
    void confirm(Connection c, String person, Choice choice, String name, String secret) throws SQLException {
        var words = book.in(choice.language());
        var body = words.t("reminders.mail.confirm.body", name) + "\n\n" + links.confirm(secret) + "\n\n"
                + words.t("reminders.mail.confirm.else") + "\n";
        mails.add(
                c,
                person,
                Mail.CONFIRM + mails.ids().next(),
                choice.address(),
                words.t("reminders.mail.confirm"),
                body);
    }

    private String body(Words words, List<Reminder> told, Instant now, ZoneId zone, String person) {
        var text = new StringBuilder();
        for (var one : told) {
            text.append(words.t("reminders.kind." + one.kind()));
            var when = when(words, one, now, zone);
            if (!when.isEmpty()) {
                text.append(" · ").append(when);
            }
            text.append('\n').append(plain(words.t(one.title()))).append('\n');
            var detail = plain(words.t(one.detail()));
            if (!detail.isEmpty()) {
                text.append(detail).append('\n');
            }
            text.append(links.page(one.href())).append("\n\n");
        }
        return text.append("-- \n")
                .append(words.t("reminders.mail.why"))
                .append('\n')
                .append(words.t("reminders.mail.change", links.page("/account/reminders")))
                .append('\n')
                .append(words.t("reminders.mail.stop", links.stop(person)))
                .append('\n')
                .toString();
    }

    /**
     * The last day and how far it is, in words, by the days of its own zone, else of {@code reader}; "" for what has
     * none.
     */
    static String when(Words words, Reminder one, Instant now, ZoneId reader) {
        var day = one.day();
        if (day == null) {
            return "";
        }
        var today = LocalDate.ofInstant(now, Objects.requireNonNullElse(one.zone(), reader));
        long left = today.until(day, java.time.temporal.ChronoUnit.DAYS);
        var far =
                left == 0 ? words.t("days.today") : left > 0 ? words.t("days.left", left) : words.t("days.past", -left);
        return words.t(
                one.kind() == zhiheng.server.ground.tell.Tiding.Kind.DUTY ? "reminders.due" : "reminders.ends",
                day,
                far);
    }

    /** One line, whatever people typed. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static String subject(String text) {
        var line = plain(text);
        return line.codePointCount(0, line.length()) <= MOST_SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST_SUBJECT)) + "…";
    }
}
