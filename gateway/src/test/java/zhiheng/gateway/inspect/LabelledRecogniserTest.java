package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledRecogniserTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    出生日期：1988年3月4日; pii.birth 1988年3月4日
                    born on March 4, 1988 in Leeds; pii.birth March 4, 1988
                    "dob":"04/03/1988"; pii.birth 04/03/1988
                    微信号：xiaoyu_1234; pii.account xiaoyu_1234
                    我的QQ是87654321; pii.account 87654321
                    病历号 ZY00123456; pii.medical-record ZY00123456
                    MRN: 00123456; pii.medical-record 00123456
                    lease for A4:5E:60:01:02:03 given; pii.mac A4:5E:60:01:02:03
                    经纬度：31.23041, 121.47370; pii.position 31.23041, 121.47370
                    mail anna (at) firm dot com please; pii.email anna (at) firm dot com
                    """)
    void what_a_word_before_says_is_personal_is_found(String text, String found) {
        assertThat(seen(text)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    本办法自1988年3月4日起施行
                    The meeting is on March 4, 2026
                    入院日期：2026-03-04
                    微信支付成功，订单87654321
                    00:00:12,340 --> 00:00:15,120
                    圆周率3.14159265, 2.71828182
                    look at the dot com crash
                    """)
    void what_only_looks_so_is_not(String text) {
        assertThat(seen(text)).isEmpty();
    }

    private static String seen(String text) {
        var window = new Window(text.length());
        window.append(text, 0, text.length());
        window.end();
        var recogniser = new PersonalData();
        var found = new ArrayList<String>();
        for (int at = recogniser.next(window, 0); at < window.size(); at = recogniser.next(window, at)) {
            var hit = recogniser.at(window, at);
            if (hit != null) {
                int start = hit.start() < 0 ? at : hit.start();
                found.add(hit.kind().id() + " " + text.substring(start, hit.end()));
                at = hit.end();
            } else {
                at++;
            }
        }
        return String.join("; ", found);
    }
}
