package zhiheng.bench;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;

/**
 * What the recogniser finds of identifiers, by kind, and how long 2 kB take it. The numbers are made here, by the rules of who gives them
 * out and without the code of the recogniser or of its tests; each is also spoilt in its check digit, and then no number.
 */
public final class PiiBench {
    private static final int EACH = 200;
    private static final int CALL_BYTES = 2048;
    private static final int CALLS = 20_000;
    private static final String[] SEPARATORS = {"", " ", "-", ".", "·", "/"};

    /** @param cue the word before; a number is {@code sized} in groups of these lengths */
    private record Kind(String id, String cue, int[] sized) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("pii.resident-id", "身份证号：", new int[] {6, 8, 4}),
            new Kind("pii.bank-card", "卡号 ", new int[] {4, 4, 4, 4}),
            new Kind("pii.phone", "手机：", new int[] {3, 4, 4}),
            new Kind("pii.iban", "IBAN ", new int[] {4, 4, 4, 4, 4, 2}),
            new Kind("pii.us-ssn", "SSN ", new int[] {3, 2, 4}),
            new Kind("pii.de-tax-id", "Steuer-ID ", new int[] {2, 3, 3, 3}),
            new Kind("pii.nl-bsn", "BSN ", new int[] {9}),
            new Kind("pii.pl-pesel", "PESEL ", new int[] {11}),
            new Kind("pii.uk-nhs", "NHS number ", new int[] {3, 3, 4}),
            new Kind("pii.es-dni", "DNI ", new int[] {9}));

    private final Random random = new Random(77);
    private final Inspection pii = PersonalBench.inspection();

    private PiiBench() {}

    public static void main(String[] args) {
        new PiiBench().run();
    }

    private void run() {
        System.out.println("| kind | found | [95 %] | with a wrong check digit | [95 %] |\n|---|---:|---|---:|---|");
        for (var kind : KINDS) {
            int found = 0;
            int spoilt = 0;
            for (int i = 0; i < EACH; i++) {
                var number = number(kind.id);
                found += isFound(kind, number) ? 1 : 0;
                spoilt += isFound(kind, spoil(number)) ? 1 : 0;
            }
            boolean checked = !kind.id.equals("pii.phone") && !kind.id.equals("pii.us-ssn");
            System.out.printf(
                    "| `%s` | %s | %s |%n",
                    kind.id, Wilson.of(found, EACH), checked ? Wilson.of(spoilt, EACH) : "no check digit | –");
        }
        speed();
    }

    private boolean isFound(Kind kind, String number) {
        var separator = SEPARATORS[random.nextInt(kind.sized.length > 2 ? SEPARATORS.length : 1)];
        var groups = new ArrayList<String>();
        int at = 0;
        for (int size : kind.sized) {
            groups.add(number.substring(at, at + size));
            at += size;
        }
        var text = "x. " + kind.cue + String.join(separator, groups) + "，谢谢 / thanks";
        return pii.inspect(text, Direction.IN).detections().stream()
                .anyMatch(d -> d.kind().startsWith(kind.id));
    }

    /** The last figure, or the one before a letter, is another. */
    private String spoil(String number) {
        int at = number.length() - 1;
        while (!Character.isDigit(number.charAt(at))) {
            at--;
        }
        int other = (number.charAt(at) - '0' + 1 + random.nextInt(8)) % 10;
        return number.substring(0, at) + other + number.substring(at + 1);
    }

    private String number(String kind) {
        return switch (kind) {
            case "pii.resident-id" -> residentId();
            case "pii.bank-card" -> luhn("4" + digits(14));
            case "pii.phone" -> "13" + random.nextInt(10) + digits(8);
            case "pii.iban" -> iban("DE", digits(18));
            case "pii.us-ssn" ->
                String.format(
                        Locale.ROOT,
                        "%03d%02d%04d",
                        random.nextInt(1, 600),
                        random.nextInt(1, 100),
                        random.nextInt(1, 10_000));
            case "pii.de-tax-id" -> germanTaxId();
            case "pii.nl-bsn" -> weighted(8, new int[] {9, 8, 7, 6, 5, 4, 3, 2}, sum -> sum % 11);
            case "pii.pl-pesel" -> pesel();
            case "pii.uk-nhs" -> weighted(9, new int[] {10, 9, 8, 7, 6, 5, 4, 3, 2}, sum -> (11 - sum % 11) % 11);
            case "pii.es-dni" -> {
                var eight = digits(8);
                yield eight + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(eight) % 23);
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private String digits(int count) {
        var out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(random.nextInt(10));
        }
        return out.toString();
    }

    private String date(String form) {
        return String.format(
                Locale.ROOT, form, random.nextInt(1950, 2000), random.nextInt(1, 13), random.nextInt(1, 29));
    }

    /** GB 11643-1999. */
    private String residentId() {
        var places = List.of("110105", "310115", "440305", "510107", "330106", "420106");
        var body = places.get(random.nextInt(places.size())) + date("%04d%02d%02d") + digits(3);
        int rest = 0;
        for (int i = 0; i < 17; i++) {
            rest = (rest + body.charAt(i) - '0') * 2 % 11; // weights are powers of two, so a fold does
        }
        return body + "0123456789X".charAt((12 - rest) % 11);
    }

    private static String luhn(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit;
        }
        return body + (10 - sum % 10) % 10;
    }

    /** ISO 13616. */
    private static String iban(String country, String account) {
        var moved = account + (country.charAt(0) - 'A' + 10) + (country.charAt(1) - 'A' + 10) + "00";
        int check = 98 - new BigInteger(moved).mod(BigInteger.valueOf(97)).intValue();
        return country + String.format(Locale.ROOT, "%02d", check) + account;
    }

    /** Ten figures, of which one comes twice and one is missing, then ISO 7064, MOD 11,10. */
    private String germanTaxId() {
        var ten = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        Collections.shuffle(ten, random);
        ten.set(9, ten.getFirst());
        if (ten.getFirst() == 0) {
            Collections.rotate(ten, 4);
        }
        int product = 10;
        var out = new StringBuilder();
        for (int digit : ten) {
            int sum = (digit + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
            out.append(digit);
        }
        return out.append((11 - product) % 10).toString();
    }

    private String pesel() {
        var body = date("%04d%02d%02d").substring(2) + digits(4);
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += (body.charAt(i) - '0') * new int[] {1, 3, 7, 9}[i % 4];
        }
        return body + (10 - sum % 10) % 10;
    }

    private String weighted(int count, int[] weights, IntUnaryOperator check) {
        while (true) {
            var body = "1" + digits(count - 1);
            int sum = 0;
            for (int i = 0; i < count; i++) {
                sum += (body.charAt(i) - '0') * weights[i];
            }
            int last = check.applyAsInt(sum);
            if (last < 10) {
                return body + last;
            }
        }
    }

    private void speed() {
        var plain =
                List.of("请把数据发给我，会议改到周四上午十点。", "According to the manual, the filter is changed every three months. ");
        var texts = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            var text = new StringBuilder();
            while (text.toString().getBytes(StandardCharsets.UTF_8).length < CALL_BYTES - 100) {
                var kind = KINDS.get(random.nextInt(KINDS.size()));
                text.append(random.nextInt(10) == 0 ? kind.cue + number(kind.id) + "。" : plain.get(random.nextInt(2)));
            }
            texts.add(text.toString());
        }
        var threads = ManagementFactory.getThreadMXBean();
        var micros = new double[CALLS];
        var cpu = new double[CALLS];
        long found = 0;
        for (int i = -CALLS; i < CALLS; i++) {
            long began = System.nanoTime();
            long beganCpu = threads.getCurrentThreadCpuTime();
            found += pii.inspect(texts.get(Math.floorMod(i, 100)), Direction.IN)
                    .detections()
                    .size();
            if (i >= 0) {
                micros[i] = (System.nanoTime() - began) / 1e3;
                cpu[i] = (threads.getCurrentThreadCpuTime() - beganCpu) / 1e3;
            }
        }
        Arrays.sort(micros);
        Arrays.sort(cpu);
        System.out.printf(
                "%n2 kB with %.1f identifiers: p50 %.1f µs, p99 %.1f µs; of CPU p50 %.1f µs, p99 %.1f µs%n",
                found / 2.0 / CALLS,
                micros[CALLS / 2],
                micros[CALLS * 99 / 100],
                cpu[CALLS / 2],
                cpu[CALLS * 99 / 100]);
    }
}
