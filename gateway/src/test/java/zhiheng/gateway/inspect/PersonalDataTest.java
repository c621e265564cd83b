package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.gateway.inspect.Inspection.Direction;

class PersonalDataTest {
    private static final int SAMPLES = 400;

    private final Inspection pii = Seen.inspection(InspectorSettings.NONE, Map.of(), "pii");

    @Test
    void every_valid_number_is_found_however_it_is_written() {
        var numbers = new Numbers(1);
        var missed = new ArrayList<String>();
        for (var kind : Numbers.KINDS) {
            for (int i = 0; i < SAMPLES; i++) {
                var sample = numbers.valid(kind);
                var written = numbers.disguised(sample.number());
                var text = "您好，我的" + sample.context() + "是" + written + "，请查收。";
                var found = pii.inspect(text, Direction.IN).detections();
                if (found.size() != 1
                        || !found.getFirst().kind().startsWith(kind)
                        || !covers(text, found.getFirst(), written)) {
                    missed.add(kind + " " + text + " " + found);
                }
            }
        }
        assertThat(missed).isEmpty();
    }

    private static boolean covers(String text, Detection found, String written) {
        int at = text.indexOf(written);
        var last = written.endsWith("\u200B") ? written.length() - 1 : written.length();
        return found.start() == at && found.end() == at + last;
    }

    @Test
    void no_number_with_a_wrong_check_digit_is_found_as_its_kind() {
        var numbers = new Numbers(2);
        var wrong = new ArrayList<String>();
        for (var kind : Numbers.KINDS) {
            for (int i = 0; i < SAMPLES; i++) {
                var sample = numbers.invalid(kind);
                var text = "我的" + sample.context() + "是" + numbers.disguised(sample.number()) + "。";
                if (Seen.kinds(pii, text).stream().anyMatch(found -> found.startsWith(kind))) {
                    wrong.add(kind + " " + text);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void phones_are_found_in_all_their_forms() {
        var numbers = new Numbers(3);
        for (int i = 0; i < SAMPLES; i++) {
            var phone = numbers.phone();
            for (var written : List.of(
                    phone,
                    "+86 " + phone,
                    "0086" + phone,
                    Numbers.fullWidth(phone),
                    Numbers.chinese(phone),
                    phone.substring(0, 3) + "-" + phone.substring(3, 7) + "-" + phone.substring(7))) {
                assertThat(Seen.words(pii, "请打电话" + written + "联系我")).containsExactly(written);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            pii.email; 写信到 li.wei+tag@mail.example.com.cn。; li.wei+tag@mail.example.com.cn
            pii.email; 邮箱ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ; ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ
            pii.passport; 护照号 E12345678，; E12345678
            pii.passport; passport no. EA1234567; EA1234567
            pii.plate; 车牌京A·12345停在门口; 京A·12345
            pii.plate; 新能源车粤BD12345充电; 粤BD12345
            pii.plate; 粤Z1234港入境; 粤Z1234港
            pii.ip; 来自 203.0.113.7 的请求; 203.0.113.7
            pii.ip; from 2001:db8:0:1::42, port 80; 2001:db8:0:1::42
            pii.phone; 电话1 3 8 0 0 1 3 8 0 0 0哦; 1 3 8 0 0 1 3 8 0 0 0
            pii.phone; 电话1三8零013八00零哦; 1三8零013八00零
            pii.phone.bare; {"a": "x\\n13800138000"}; 13800138000
            pii.bank-card.bare; see 4111 1111 1111 1111 please; 4111 1111 1111 1111
            pii.phone.bare; 13800138000; 13800138000
            pii.hk-id; 身份證 A123456(3); A123456(3)
            pii.tw-id; 身分證 A123456789; A123456789
            pii.iban; IBAN DE89 3704 0044 0532 0130 00 ok; DE89 3704 0044 0532 0130 00
            pii.resident-id; 身份证11010519491231002Ｘ号; 11010519491231002Ｘ
            pii.resident-id; 身份证一一〇一〇五一九四九一二三一〇〇二X号; 一一〇一〇五一九四九一二三一〇〇二X
            pii.resident-id; 老身份证号 110105491231002; 110105491231002
            """)
    void is_found_where_it_stands(String kind, String text, String words) {
        assertThat(Seen.kinds(pii, text)).containsExactly(kind);
        assertThat(Seen.words(pii, text)).containsExactly(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "订单号 110105194912310021",
                "版本 1.2.3.4.5 已发布",
                "圆周率 3.141592653589793238",
                "uuid 550e8400-e29b-41d4-a716-446655440000",
                "卡号 4111111111111112",
                "于 12:30:45 使用 std::fix 和 a::b",
                "零件 E12345678 到货",
                "110105194913310021",
                "电话 23800138000，12345678901",
                "weights 4 2 1 6 3 7 9 10 5 8 4 2 and 1 3 9 27 19 26 16",
                "他一一说明，三三两两地走了",
                "4111111111111111x1",
                "a@b, me@localhost, @name",
                "999.1.1.1 127.0.0.1 01.2.3.4",
            })
    void is_no_personal_data(String text) {
        assertThat(Seen.kinds(pii, text)).isEmpty();
    }

    @Test
    void two_numbers_side_by_side_are_two() {
        assertThat(Seen.words(pii, "13800138000 4111111111111111 11010519491231002X"))
                .containsExactly("13800138000", "4111111111111111", "11010519491231002X");
    }

    @Test
    void the_machine_readable_zone_of_a_passport_is_found_with_the_name_in_it() {
        // The specimen of ICAO Doc 9303 part 4.
        var zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
        assertThat(Seen.words(pii, "扫描：" + zone + "，完")).containsExactly(zone);
        assertThat(Seen.kinds(pii, zone.replace("C36UTO", "C35UTO"))).isEmpty();
    }

    @Test
    void the_machine_readable_zone_of_a_card_is_found() {
        // The specimen of ICAO Doc 9303 part 5.
        var zone = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
        assertThat(Seen.words(pii, zone)).containsExactly(zone);
        assertThat(Seen.kinds(pii, zone.replace("UTO<<<<<<<<<<<6", "UTO<<<<<<<<<<<7")))
                .isEmpty();
    }
}
