package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, names and addresses as people write them, and what only looks like them. Written when the recogniser was done. */
class PersonalCasesTest {
    private final Inspection pii = Seen.inspection(InspectorSettings.NONE, Map.of(), "pii");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            我的手机号是138 0013 8000，随时打 | pii.phone | 138 0013 8000
            手机：138-0013-8000 | pii.phone | 138-0013-8000
            联系电话：138.0013.8000 | pii.phone | 138.0013.8000
            微信同号 １３８００１３８０００ | pii.phone | １３８００１３８０００
            座机（010）6255 1234 转 8 | pii.phone | （010）6255 1234
            电话 021-5835 1234 | pii.phone | 021-5835 1234
            tel.: +49 (0)30 901820 | pii.phone | +49 (0)30 901820
            Call me at (212) 555-0147 tomorrow | pii.phone | (212) 555-0147
            My mobile is +44 7700 900123. | pii.phone | +44 7700 900123
            phone 001-415-555-0132 | pii.phone | 001-415-555-0132
            身份证 11010519491231002X 已核 | pii.resident-id | 11010519491231002X
            身份证号：110105 19491231 002X | pii.resident-id | 110105 19491231 002X
            证件号码110105-19491231-002x | pii.resident-id | 110105-19491231-002x
            身份证号码为一一零一零五一九四九一二三一零零二X | pii.resident-id | 一一零一零五一九四九一二三一零零二X
            卡号 4111 1111 1111 1111 有效期 12/27 | pii.bank-card | 4111 1111 1111 1111
            card: 4111-1111-1111-1111 | pii.bank-card | 4111-1111-1111-1111
            card number 4111.1111.1111.1111 | pii.bank-card | 4111.1111.1111.1111
            Amex 3782 822463 10005 exp 09/28 | pii.bank-card | 3782 822463 10005
            银行卡号：4111·1111·1111·1111 | pii.bank-card | 4111·1111·1111·1111
            IBAN DE89 3704 0044 0532 0130 00 | pii.iban | DE89 3704 0044 0532 0130 00
            IBAN: GB29-NWBK-6016-1331-9268-19 | pii.iban | GB29-NWBK-6016-1331-9268-19
            to FR1420041010050500013M02606 please | pii.iban | FR1420041010050500013M02606
            发到 zhang.san@例子.公司 吧 | pii.email | zhang.san@例子.公司
            mail ann+news@mail.example.co.uk | pii.email | ann+news@mail.example.co.uk
            SSN: 536-22-1234 | pii.us-ssn | 536-22-1234
            social security number 536 22 1234 | pii.us-ssn | 536 22 1234
            Steuer-ID 86 095 742 719 | pii.de-tax-id | 86 095 742 719
            numéro de sécurité sociale 2 55 08 14 168 025 38 | pii.fr-nir | 2 55 08 14 168 025 38
            DNI 12345678Z del titular | pii.es-dni | 12345678Z
            codice fiscale RSSMRA85T10A562S | pii.it-cf | RSSMRA85T10A562S
            BSN 111222333 | pii.nl-bsn | 111222333
            PESEL: 44051401359 | pii.pl-pesel | 44051401359
            NHS number 943 476 5919 | pii.uk-nhs | 943 476 5919
            National Insurance: AB 12 34 56 C | pii.uk-nino | AB 12 34 56 C
            henkilötunnus 131052-308T | pii.fi-hetu | 131052-308T
            AHV 756.9217.0769.85 | pii.ch-ahv | 756.9217.0769.85
            收件人：王小明，电话另告 | pii.name | 王小明
            患者姓名：欧阳建国 | pii.name | 欧阳建国
            我叫李婷婷，今年三十岁 | pii.name | 李婷婷
            Dear Mr Thompson, your order is here | pii.name | Thompson
            My name is Jennifer Walker. | pii.name | Jennifer Walker
            住址：杭州市西湖区文三路478号3幢502室 | pii.address | 杭州市西湖区文三路478号3幢502室
            寄到北京市海淀区中关村大街27号 | pii.address | 北京市海淀区中关村大街27号
            I live at 42 Elm Street, Springfield, IL 62704 | pii.address | 42 Elm Street
            服务器 IP 地址是 203.0.113.77 | pii.ip | 203.0.113.77
            client address 2001:db8::8a2e:370:7334 seen | pii.ip | 2001:db8::8a2e:370:7334
            车牌号京A12345 | pii.plate | 京A12345
            护照号 E12345678 | pii.passport | E12345678
            电话：一三八零零一三八零零零 | pii.phone | 一三八零零一三八零零零
            手机 +86 138 0013 8000 | pii.phone | 138 0013 8000
            0086-13800138000 是我的手机 | pii.phone | 13800138000
            手机号:138 00138000。 | pii.phone | 138 00138000
            手机号｜138/0013/8000 | pii.phone | 138/0013/8000
            手机号138_0013_8000 | pii.phone | 138_0013_8000
            tél. 06 12 34 56 78 | pii.phone | 06 12 34 56 78
            Tel: 020 7946 0958 | pii.phone | 020 7946 0958
            WhatsApp +33 6 12 34 56 78 | pii.phone | +33 6 12 34 56 78
            统一社会信用代码：91350100M000100Y43 | pii.uscc | 91350100M000100Y43
            HKID A123456(3) | pii.hk-id | A123456(3)
            台湾身份证 A123456789 | pii.tw-id | A123456789
            personnummer 811218-9876 | pii.se-pnr | 811218-9876
            rijksregisternummer 85.07.30-033.28 | pii.be-nn | 85.07.30-033.28
            CPR-nummer 070761-4285 | pii.dk-cpr | 070761-4285
            SVNR 1237 010180 | pii.at-svnr | 1237 010180
            NIF 123456789 | pii.pt-nif | 123456789
            PPS number 1234567T | pii.ie-pps | 1234567T
            rodné číslo 710319/2745 | pii.cz-rc | 710319/2745
            CNP 1800101221144 | pii.ro-cnp | 1800101221144
            OIB: 69435151530 | pii.hr-oib | 69435151530
            ЕГН 7523169263 | pii.bg-egn | 7523169263
            isikukood 37605030299 | pii.ee-lt-id | 37605030299
            EMŠO 0101006500006 | pii.si-emso | 0101006500006
            ITIN 912-71-1234 | pii.us-itin | 912-71-1234
            Patient: Olivia Brown, 42 | pii.name | Olivia Brown
            Name: Liam Nguyen | pii.name | Liam Nguyen
            Signed by Robert Hughes | pii.name | Robert Hughes
            Kind regards, Emma Fischer | pii.name | Emma Fischer
            申请人 张伟 于今日提交 | pii.name | 张伟
            法定代表人：刘洋 | pii.name | 刘洋
            王芳女士您好 | pii.name | 王芳
            deliver to 221B Baker Street, London NW1 6XE | pii.address | 221B Baker Street
            PO Box 114, Dublin 2 | pii.address | 114
            家庭地址 上海市浦东新区张江路88弄12号601室 | pii.address | 张江路88弄12号601室
            """)
    void what_people_write_is_found(String text, String kind, String words) {
        assertThat(pii.inspect(text, Inspection.Direction.IN).detections())
                .as(text)
                .anySatisfy(d -> {
                    assertThat(d.kind()).startsWith(kind);
                    assertThat(text.substring(d.start(), d.end())).contains(words);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade to version 10.2.14.3 before Friday",
                "见标准第 4.3.12.1 条",
                "软件版本 2.16.840.1 已发布",
                "See section 12.4.6.8 of the manual",
                "OID 1.3.6.1.4.1.311 is registered",
                "序列号 13800138000 的设备已报废",
                "Serial number 13912345678",
                "订单号：13712345678",
                "运单编号 15012345678 已签收",
                "工单 20261130-0042 已关闭",
                "invoice 2026-11-30-0042 is paid",
                "ISBN 978-7-111-54742-6",
                "ISSN 1000-9825",
                "DOI 10.1145/3292500.3330701",
                "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
                "时间戳 1764460800000 毫秒",
                "epoch 1764460800",
                "UUID 550e8400-e29b-41d4-a716-446655440000",
                "人口 1,411,750,000 人",
                "合计 6,217,000.00 元",
                "total 4,111,111.11 EUR",
                "长宽 39.9042, 116.4074",
                "latitude 51.5074 longitude -0.1278",
                "比例 16:9，分辨率 1920x1080",
                "GB 11643-1999 与 GB/T 35273-2020",
                "ISO 13616-1:2020 and RFC 9562",
                "git clone git@github.com:acme/widgets.git",
                "use @media and @example.com as a suffix",
                "the hash is e3b0c44298fc1c149afbf4c8996fb92427ae41e4",
                "端口 8080，超时 30000 毫秒，重试 3 次",
                "2026年11月30日至2027年1月31日",
                "会议室 3-502，周四 10:00-11:30",
                "Chapter 7, page 212, table 14-3",
                "The model has 1536 dimensions and 12 layers",
                "EAN 4006381333931",
                "MAC 00:00:00:00:00:00",
                "色号 #4111FF，货号 110105",
                "王者荣耀的版本更新了",
                "高兴地通知各位：方案已通过",
                "白天温度 25 度，黄昏转凉",
                "May I ask Will to grant access in March?",
                "The Washington Post and the Lincoln Memorial",
                "Baker Street is a station; Elm Street is a film",
                "长江路改造工程将于明年完工",
                "北京大学与上海交通大学联合发布",
                "Route 66 runs through eight states",
                "邮政编码 100871，区号 010",
                "电话会议改到周四，手机请静音",
                "身份证应当随身携带，护照有效期十年",
                "The social security reform of 1983 changed 12 rules",
                "tax year 2025, form 1040, line 37",
                "型号 XC-1350-2480-77",
                "pi is 3.14159265358979",
                "phone screens of 6.1 to 6.9 inches",
                "listening on 127.0.0.1",
                "bind to 0.0.0.0 and use netmask 255.255.255.0",
                "拨打 110、120 或 119",
                "call 911 or 112 in an emergency",
                "IMEI 356938035643809",
                "设备 IMEI：490154203237518",
                "ICCID 89860117851014783481",
                "VIN 1HGCM82633A004352",
                "CAS 7732-18-5, ICD-10 F32.1",
                "CVE-2024-12345 and arXiv:2312.01234",
                "快递单号 SF1380013800012",
                "合同编号 HT-13800138000",
                "共 13800138000 次点击",
                "文件大小 13800138000 字节",
                "the file has 13912345678 bytes",
                "13800138000 rows were read",
                "身高 178 厘米，体重 70 公斤，血压 120/80",
                "航班 CA1501 于 13:45 起飞",
                "股票 600519 收于 1688.00",
                "学号 2021013800138",
                "比分 21-19 14-21 21-17",
                "Unix mode 0755, uid 1000",
                "BSN is a Dutch number; the field is optional",
                "姓名：________",
                "姓名（必填），电话（选填）",
                "用户姓名不得为空",
                "收件人为空时不发送",
                "联系人必须是本单位职工",
                "女士们先生们，大家好",
                "Dear Sir or Madam, dear customer",
                "My name is on the list",
                "Name: required; Patient: see below",
                "Kind regards, Customer Service",
                "Signed by both parties",
                "三号楼电梯检修，二单元停水",
                "见本规定第27号附件",
                "Section 5 Park rules; Highway 101 North",
                "There are 42 street lamps on the road",
                "The 7 avenues of growth",
                "地址：见合同首页",
                "address: see the first page",
                "邮箱格式为 用户名@域名",
                "SKU 4006-3813-3393-1",
                "part no. 1234-5678-9012-3456",
                "bank code SWIFT BKCHCNBJ110",
                "账期 30/60/90 天",
                "patent US 10,123,456 B2",
                "税号格式为 18 位",
            })
    void what_only_looks_like_it_is_not(String text) {
        assertThat(Seen.kinds(pii, text)).as(text).isEmpty();
    }
}
