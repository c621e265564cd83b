package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a recogniser passes over unasked it would not have found. */
class NextTest {
    private static final List<String> PIECES = List.of(
            "river",
            "a",
            "is",
            "E",
            "G",
            "AB",
            "tel",
            "x",
            "to ",
            " ",
            "-",
            "--",
            "_",
            ".",
            ",",
            "@",
            "+",
            "/",
            "\n",
            "<",
            ":",
            "(",
            ")",
            "1",
            "12345678",
            "13800138000",
            "11010519491231002X",
            "6222021001116245702",
            "91350100M000100Y43",
            "GB29NWBK60161331926819",
            "A123456",
            "A123456789",
            "E12345678",
            "ann",
            "example.com",
            "ann@example.com",
            "10.1.2.3",
            "fe80::1",
            "2001:db8",
            "std::fix",
            "RSSMRA85T10A562S",
            "AB 12 34 56 C",
            "X1234567L",
            "12345678Z",
            "131052-308T",
            "536-22-1234",
            "(415) 555-2671",
            "+44 20 7946 0958",
            "ан",
            "россия.рф",
            "例子.中国",
            "DNI ",
            "National Insurance",
            "Ms Anna Miller",
            "Dear ",
            "张伟",
            "姓名：",
            "地址：",
            "杭州市西湖区文三路",
            "12号",
            "12 Elm Street",
            "P<CHNZHANG<<SAN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
            "京",
            "京A12345",
            "新",
            "一",
            "一三八",
            "的",
            "密钥",
            "key ",
            "sk-",
            "abcdefghijklmnopqrstuvwx",
            "ghp_",
            "AKIA",
            "ABCDEFGHIJKLMNOP",
            "eyJhbGciOiJI",
            "-----BEGIN ",
            "PRIVATE KEY-----",
            "http",
            "https://",
            "h",
            "t",
            "evil.example",
            "?q=",
            "![](",
            "x7Qp9Lm2Vb8Rk4Tz1Wc6");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(14).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 3000)
    void personal_data(@ForAll("texts") String text) {
        var recogniser = new PersonalData();
        passedOver(text, recogniser, (window, at) -> {
            char c = window.at(at);
            char before = window.at(at - 1);
            return Normal.alnum(c) && Normal.alnum(before) && (c > '9' || before <= '9');
        });
    }

    @Property(tries = 3000)
    void secrets(@ForAll("texts") String text) {
        passedOver(text, new SecretRecogniser(), (window, at) -> {
            char c = window.plain(at);
            return !Normal.alnum(c) && c != '-' || inToken(c) && inToken(window.plain(at - 1));
        });
    }

    @Property(tries = 3000)
    void links(@ForAll("texts") String text) {
        passedOver(text, new LinkRecogniser(LinkRules.NONE), (window, at) -> {
            char before = window.at(at - 1);
            return window.at(at) != 'h' || Normal.alnum(before) || before == '/';
        });
    }

    private interface Inside {
        boolean word(Window window, int position);
    }

    /** @param inside where nothing begins although it may look so */
    private static void passedOver(String text, Recogniser recogniser, Inside inside) {
        var window = new Window(text.length());
        window.append(text, 0, text.length());
        window.end();
        for (int at = 0; at < window.size(); at++) {
            int next = recogniser.next(window, at);
            assertThat(next).isBetween(at, window.size());
            if (next > at && !inside.word(window, at)) {
                assertThat(recogniser.at(window, at))
                        .as("at %d of %s", at, text)
                        .isNull();
            }
        }
    }

    private static boolean inToken(char c) {
        return Normal.alnum(c) || c == '_' || c == '-';
    }
}
