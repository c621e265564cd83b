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
        pii.email; 写信到 li@例子.中国的邮箱; li@例子.中国
        pii.email; 写信到 li@例子.公司.cn，谢谢; li@例子.公司.cn
        pii.email; mail li@example.com.你好; li@example.com
        pii.email; li@example.com联系我; li@example.com
        pii.email; пишите на иван@пример.рф сегодня; иван@пример.рф
        pii.email; пишите на россия@россия.рф.; россия@россия.рф
        pii.email; write to ann@müller.de now; ann@müller.de
        pii.bank-card; 卡号6217.0071.4000.0000.001。; 6217.0071.4000.0000.001
        pii.bank-card; card 4111/1111/1111/1111, thanks; 4111/1111/1111/1111
        pii.bank-card; card 4111·1111·1111·1111; 4111·1111·1111·1111
        pii.bank-card; card 4111_1111_1111_1111; 4111_1111_1111_1111
        pii.bank-card.bare; see 4111 1111 1111 1111 12/27; 4111 1111 1111 1111
        pii.bank-card; Maestro 676770000013; 676770000013
        pii.bank-card; JCB card 180000000000002; 180000000000002
        pii.phone; 电话138.0013.8000; 138.0013.8000
        pii.phone; 电话138/0013/8000哦; 138/0013/8000
        pii.iban; IBAN DE89.3704.0044.0532.0130.00 ok; DE89.3704.0044.0532.0130.00
        pii.uscc; 代码 91350100/M000100Y/43; 91350100/M000100Y/43
        pii.resident-id; 身份证110105.19491231.002X; 110105.19491231.002X
        pii.phone; 电话 15412345678; 15412345678
        pii.phone; 订单已发，电话 13800138000; 13800138000
        pii.phone.bare; 订单已发货。13800138000; 13800138000
        pii.phone; call +1 (415) 555-2671 now; +1 (415) 555-2671
        pii.phone; +44 (0)20 7946 0958; +44 (0)20 7946 0958
        pii.phone; +49 30 901820; +49 30 901820
        pii.phone; +86 10 6552 9988; +86 10 6552 9988
        pii.phone; +33 1 23 45 67 89.; +33 1 23 45 67 89
        pii.phone; (415) 555-2671; (415) 555-2671
        pii.phone.bare; ask 415-555-2671 please; 415-555-2671
        pii.phone; phone: 4155552671; 4155552671
        pii.phone; Tel. 030/12345678; 030/12345678
        pii.phone; tél. 01 23 45 67 89; 01 23 45 67 89
        pii.phone; teléfono 612 34 56 78; 612 34 56 78
        pii.phone; 座机（010）65529988; （010）65529988
        pii.phone.bare; 总机010-65529988转3; 010-65529988
        pii.phone; 电话057188886666; 057188886666
        pii.ip; ping 10.1.2.3; 10.1.2.3
        pii.ip; 服务器 10.0.0.1 没有响应; 10.0.0.1
        pii.ip; http://10.1.2.3/x; 10.1.2.3
        pii.ip; at 10.1.2.3:8080 it runs; 10.1.2.3
        pii.us-ssn; my SSN is 536-22-1234; 536-22-1234
        pii.us-ssn; she gave 536-22-1234 to him; 536-22-1234
        pii.us-ssn; social security number 536221234; 536221234
        pii.us-itin; ITIN 912-70-1234; 912-70-1234
        pii.de-tax-id; Steuer-ID: 86 095 742 719; 86 095 742 719
        pii.fr-nir; sécurité sociale 2 55 08 14 168 025 38; 2 55 08 14 168 025 38
        pii.fr-nir; née 2 55 08 14 168 025 38; 2 55 08 14 168 025 38
        pii.it-cf; cod. fisc. RSSMRA85T10A562S; RSSMRA85T10A562S
        pii.es-dni; DNI 12345678Z; 12345678Z
        pii.es-dni; NIE X-1234567-L; X-1234567-L
        pii.nl-bsn; BSN 111222333; 111222333
        pii.pl-pesel; PESEL 44051401359; 44051401359
        pii.be-nn; rijksregisternummer 85.07.30-033.28; 85.07.30-033.28
        pii.be-nn; né 85.07.30-033.28 à Gand; 85.07.30-033.28
        pii.se-pnr; personnummer 640823-3234; 640823-3234
        pii.se-pnr; personnummer 19640823-3234; 19640823-3234
        pii.fi-hetu; henkilötunnus 131052-308T; 131052-308T
        pii.uk-nhs; NHS number 943 476 5919; 943 476 5919
        pii.uk-nino; National Insurance: AB 12 34 56 C; AB 12 34 56 C
        pii.no-fnr; fødselsnummer 15076500565; 15076500565
        pii.dk-cpr; CPR 211062-5629; 211062-5629
        pii.ch-ahv; AHV 756.9217.0769.85; 756.9217.0769.85
        pii.at-svnr; SVNR 1237 010180; 1237 010180
        pii.pt-nif; NIF 123456789; 123456789
        pii.ie-pps; PPS no. 1234567FA; 1234567FA
        pii.cz-rc; rodné číslo 710319/2745; 710319/2745
        pii.ro-cnp; CNP 1800101221144; 1800101221144
        pii.bg-egn; ЕГН 6101057509; 6101057509
        pii.hr-oib; OIB 69435151530; 69435151530
        pii.ee-lt-id; isikukood 37605030299; 37605030299
        pii.ee-lt-id; asmens kodas 33309240064; 33309240064
        pii.hu-taj; TAJ 111 111 110; 111 111 110
        pii.si-emso; EMŠO 0101006500006; 0101006500006
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
                "订单号 13812345678",
                "serial no. 13812345678",
                "serials: 13812345671, 13812345672, 13812345673",
                "快递单号：15912345678，已发出",
                "commit 13812345678 broke it",
                "15412345678",
                "版本 1.2.3.104 已发布",
                "升级到 10.20.30.40",
                "见第 7.4.4.4 节",
                "section 7.104.4.4 of the rules",
                "OpenSSL 3.0.12.1 is out",
                "1.2.3.4",
                "git clone git@github.com:a/b.git",
                "git@git.example.org",
                "scp deploy@host.example.com:/var/www .",
                "1.6217007140000000001",
                "2024.10.11.12.30.45",
                "3.14.15.92.65.35.89.79",
                "41111111\n11111111",
                "合计\n41111111\n11111111\n22222222",
                "4111.1111/1111.1111",
                "4111.1111.1111.1112",
                "+1 (415) 155-2671 +12",
                "part 123-45-6789",
                "000-12-3456, 666-12-3456, 536-00-1234, 536-12-0000",
                "536 22 1234",
                "BSN 111222334",
                "111222333",
                "Steuer-ID 86095742718",
                "NHS number 943 476 5918",
                "midnight 12345678Z, significant 12345678Z",
                "DNI 12345678A",
                "order 20260315-0042 for 10 days",
                "hotel 4155552671",
                "Tel. hours 2026-03-15",
                "RSSMRA85T10A562T",
                "131052-308U",
                "高级经理和安全主任都在，项目经理请假",
                "联系人信息不完整，负责人应当具有知识",
                "北京市朝阳区的公园很多，深圳的路很宽",
                "The Jordan curve theorem, the James River, Thomas Cook Group",
                "Dear Customer, This is Important. Will Monday do?",
                "In 2019 Wall Street fell; the 3 Hard Drive bays",
            })
    void is_no_personal_data(String text) {
        assertThat(Seen.kinds(pii, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        卡号 6217 0071|4000 0000 001 请查收; 6217 0071|4000 0000 001
        卡号：|6217007140|000000001; 6217007140|000000001
        paid with 4111 1111 1111-|  1111, thanks; 4111 1111 1111-|  1111
        身份证 110105|19491231002X; 110105|19491231002X
        电话 1380013|8000; 1380013|8000
        IBAN DE89 3704 0044|0532 0130 00; DE89 3704 0044|0532 0130 00
        """)
    void a_number_that_runs_over_a_line_is_one(String text, String words) {
        assertThat(Seen.words(pii, text.replace('|', '\n'))).containsExactly(words.replace('|', '\n'));
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
