package zhiheng.provenance.c2pa.status;

import zhiheng.base.Text;

/**
 * The status codes of C2PA 2.2, 15.2, that this reader gives. Those for a failure say what they break; whether a success or a
 * piece of information, {@link #success} says.
 */
public enum StatusCode {
    CLAIM_SIGNATURE_VALIDATED(
            "claimSignature.validated", Breaks.NOTHING, true, "签名与声明相符", "the signature fits the claim"),
    CLAIM_SIGNATURE_INSIDE_VALIDITY(
            "claimSignature.insideValidity",
            Breaks.NOTHING,
            true,
            "签名时证书在有效期内",
            "signed while the certificate was valid"),
    CREDENTIAL_TRUSTED(
            "signingCredential.trusted", Breaks.NOTHING, true, "签名证书在信任列表之下", "the signer is below a trusted anchor"),
    TIME_STAMP_VALIDATED("timeStamp.validated", Breaks.NOTHING, true, "时间戳有效", "the time stamp is whole"),
    TIME_STAMP_TRUSTED(
            "timeStamp.trusted",
            Breaks.NOTHING,
            true,
            "时间戳机构在信任列表之下",
            "the time-stamping authority is below a trusted anchor"),
    HASHED_URI_MATCH(
            "assertion.hashedURI.match",
            Breaks.NOTHING,
            true,
            "断言与声明中的散列相符",
            "an assertion has the hash that the claim names"),
    DATA_HASH_MATCH(
            "assertion.dataHash.match", Breaks.NOTHING, true, "文件内容与散列相符", "the file's bytes have the signed hash"),
    BMFF_HASH_MATCH(
            "assertion.bmffHash.match", Breaks.NOTHING, true, "文件内容与散列相符", "the file's boxes have the signed hash"),
    INGREDIENT_VALIDATED(
            "ingredient.manifest.validated",
            Breaks.NOTHING,
            true,
            "来源清单与引用相符",
            "the manifest of an ingredient is the one referred to"),
    INGREDIENT_SIGNATURE_VALIDATED(
            "ingredient.claimSignature.validated",
            Breaks.NOTHING,
            true,
            "来源签名与引用相符",
            "the signature of an ingredient is the one referred to"),
    ADDITIONAL_EXCLUSIONS(
            "assertion.dataHash.additionalExclusionsPresent",
            Breaks.NOTHING,
            false,
            "签名者把清单以外的部分排除在散列之外",
            "the signer left more than the manifest out of the hash"),
    OCSP_SKIPPED(
            "signingCredential.ocsp.skipped",
            Breaks.NOTHING,
            false,
            "未查询吊销状态（不联网）",
            "revocation was not asked for: nothing is fetched"),
    TIME_STAMP_MISMATCH(
            "timeStamp.mismatch",
            Breaks.NOTHING,
            false,
            "时间戳与签名不符，忽略",
            "the time stamp is of something else and is not counted"),
    TIME_STAMP_MALFORMED(
            "timeStamp.malformed",
            Breaks.NOTHING,
            false,
            "时间戳无法解析，忽略",
            "the time stamp cannot be read and is not counted"),
    TIME_STAMP_OUTSIDE_VALIDITY(
            "timeStamp.outsideValidity",
            Breaks.NOTHING,
            false,
            "时间戳证书当时不在有效期，忽略",
            "the authority's certificate was not valid then; not counted"),
    TIME_STAMP_UNTRUSTED(
            "timeStamp.untrusted",
            Breaks.NOTHING,
            false,
            "时间戳机构不在信任列表",
            "the time-stamping authority is on no list given"),
    UNKNOWN_PROVENANCE(
            "ingredient.unknownProvenance", Breaks.NOTHING, false, "来源文件没有清单", "an ingredient has no manifest"),
    UNREFERENCED(
            "manifest.unreferenced", Breaks.NOTHING, false, "清单未被引用", "a manifest in the store is referred to by none"),
    CLAIM_MISSING("claim.missing", Breaks.FORM, false, "没有声明", "there is no claim"),
    CLAIM_MULTIPLE("claim.multiple", Breaks.FORM, false, "声明多于一个", "there is more than one claim"),
    CLAIM_MALFORMED(
            "claim.malformed",
            Breaks.FORM,
            false,
            "声明的字段不符合规范",
            "a field of the claim is not as the specification has it"),
    CLAIM_CBOR_INVALID("claim.cbor.invalid", Breaks.FORM, false, "声明不是有效的 CBOR", "the claim is no CBOR"),
    CLAIM_REQUIRED_MISSING(
            "claim.required.missing", Breaks.FORM, false, "声明缺少必需字段", "the claim lacks a field that it must have"),
    HARD_BINDING_MISSING(
            "claim.hardBindings.missing",
            Breaks.FORM,
            false,
            "没有与文件内容的绑定",
            "nothing binds the manifest to the file's content"),
    HARD_BINDING_MULTIPLE(
            "assertion.multipleHardBindings",
            Breaks.FORM,
            false,
            "与文件内容的绑定多于一个",
            "more than one assertion binds the manifest to the file"),
    SIGNATURE_MISSING("claimSignature.missing", Breaks.FORM, false, "没有签名", "there is no signature"),
    SIGNATURE_MISMATCH(
            "claimSignature.mismatch", Breaks.VALIDITY, false, "签名与声明不符", "the signature does not fit the claim"),
    SIGNATURE_OUTSIDE_VALIDITY(
            "claimSignature.outsideValidity",
            Breaks.VALIDITY,
            false,
            "签名时证书不在有效期",
            "signed while the certificate was not valid"),
    CREDENTIAL_UNTRUSTED(
            "signingCredential.untrusted",
            Breaks.TRUST,
            false,
            "签名者不在所给信任列表之下",
            "the signer is below none of the anchors given"),
    CREDENTIAL_INVALID(
            "signingCredential.invalid",
            Breaks.VALIDITY,
            false,
            "签名证书不符合 C2PA 证书规范",
            "the certificate is not what C2PA asks of a signer"),
    CREDENTIAL_EXPIRED(
            "signingCredential.expired",
            Breaks.VALIDITY,
            false,
            "签名证书已过期或尚未生效",
            "the certificate is expired or not valid yet"),
    ALGORITHM_UNSUPPORTED("algorithm.unsupported", Breaks.VALIDITY, false, "算法不受支持", "an algorithm is not supported"),
    HASHED_URI_MISMATCH(
            "assertion.hashedURI.mismatch",
            Breaks.VALIDITY,
            false,
            "断言被改动",
            "an assertion has another hash than the claim names"),
    ASSERTION_MISSING(
            "assertion.missing", Breaks.FORM, false, "声明所列的断言不存在", "an assertion that the claim names is not there"),
    ASSERTION_UNDECLARED(
            "assertion.undeclared",
            Breaks.VALIDITY,
            false,
            "有声明未列出的断言",
            "there is an assertion that the claim does not name"),
    ASSERTION_OUTSIDE(
            "assertion.outsideManifest",
            Breaks.VALIDITY,
            false,
            "断言不在本清单内",
            "the claim names an assertion outside its manifest"),
    ASSERTION_SELF_REDACTED(
            "assertion.selfRedacted", Breaks.FORM, false, "清单删去了自己的断言", "the manifest redacts an assertion of its own"),
    ACTION_REDACTED("assertion.action.redacted", Breaks.FORM, false, "不允许删去动作断言", "actions must not be redacted"),
    DATA_HASH_REDACTED(
            "assertion.dataHash.redacted",
            Breaks.FORM,
            false,
            "不允许删去与文件内容的绑定",
            "what binds a manifest to its file must not be redacted"),
    ASSERTION_CBOR_INVALID("assertion.cbor.invalid", Breaks.FORM, false, "断言不是有效的 CBOR", "an assertion is no CBOR"),
    ASSERTION_JSON_INVALID("assertion.json.invalid", Breaks.FORM, false, "断言不是有效的 JSON", "an assertion is no JSON"),
    ACTION_MALFORMED(
            "assertion.action.malformed",
            Breaks.FORM,
            false,
            "动作断言不符合规范",
            "the actions are not as the specification has them"),
    ACTION_INGREDIENT_MISMATCH(
            "assertion.action.ingredientMismatch",
            Breaks.VALIDITY,
            false,
            "动作所指的来源不存在或不符",
            "an action refers to an ingredient that is not there or does not fit"),
    DATA_HASH_MISMATCH(
            "assertion.dataHash.mismatch",
            Breaks.VALIDITY,
            false,
            "签名之后文件内容被改动",
            "the file was changed after it was signed"),
    DATA_HASH_MALFORMED(
            "assertion.dataHash.malformed",
            Breaks.FORM,
            false,
            "文件散列断言不符合规范",
            "the assertion with the file's hash is not as the specification has it"),
    BMFF_HASH_MISMATCH(
            "assertion.bmffHash.mismatch",
            Breaks.VALIDITY,
            false,
            "签名之后文件内容被改动",
            "the file was changed after it was signed"),
    BMFF_HASH_MALFORMED(
            "assertion.bmffHash.malformed",
            Breaks.FORM,
            false,
            "文件散列断言不符合规范",
            "the assertion with the file's hash is not as the specification has it"),
    INGREDIENT_MALFORMED(
            "assertion.ingredient.malformed",
            Breaks.FORM,
            false,
            "来源断言不符合规范",
            "an ingredient is not as the specification has it"),
    INGREDIENT_MISSING(
            "ingredient.manifest.missing",
            Breaks.VALIDITY,
            false,
            "来源清单不存在",
            "the manifest of an ingredient is not there"),
    INGREDIENT_MISMATCH(
            "ingredient.manifest.mismatch",
            Breaks.VALIDITY,
            false,
            "来源清单被改动",
            "the manifest of an ingredient was changed"),
    INGREDIENT_SIGNATURE_MISSING(
            "ingredient.claimSignature.missing",
            Breaks.VALIDITY,
            false,
            "来源签名不存在",
            "the signature of an ingredient is not there"),
    INGREDIENT_SIGNATURE_MISMATCH(
            "ingredient.claimSignature.mismatch",
            Breaks.VALIDITY,
            false,
            "来源签名被改动",
            "the signature of an ingredient was changed"),
    MULTIPLE_PARENTS("manifest.multipleParents", Breaks.VALIDITY, false, "父来源多于一个", "there is more than one parent"),
    UPDATE_INVALID(
            "manifest.update.invalid",
            Breaks.VALIDITY,
            false,
            "更新清单含不允许的断言",
            "an update manifest holds what it must not"),
    UPDATE_WRONG_PARENTS(
            "manifest.update.wrongParents",
            Breaks.VALIDITY,
            false,
            "更新清单没有唯一的父来源",
            "an update manifest has not exactly one parent"),
    COMPRESSED_INVALID(
            "manifest.compressed.invalid",
            Breaks.FORM,
            false,
            "压缩的清单无法读取（本读取器不支持）",
            "a compressed manifest cannot be read; this reader does not"),
    TEXT_CORRUPTED_WRAPPER(
            "manifest.text.corruptedWrapper",
            Breaks.FORM,
            false,
            "文本中的清单已残缺",
            "what holds the manifest in the text is damaged"),
    TEXT_MULTIPLE_WRAPPERS(
            "manifest.text.multipleWrappers",
            Breaks.FORM,
            false,
            "文本中有多个清单",
            "the text holds more than one manifest store"),
    GENERAL_ERROR("general.error", Breaks.FORM, false, "清单无法读取", "the manifest cannot be read");

    private final String code;
    private final Breaks breaks;
    private final boolean success;
    private final Text meaning;

    StatusCode(String code, Breaks breaks, boolean success, String zh, String en) {
        this.code = code;
        this.breaks = breaks;
        this.success = success;
        this.meaning = new Text(zh, en);
    }

    /** As the specification writes it. */
    public String code() {
        return code;
    }

    public Breaks breaks() {
        return breaks;
    }

    /** Something was checked and holds. */
    public boolean success() {
        return success;
    }

    public boolean failure() {
        return breaks != Breaks.NOTHING;
    }

    public Text meaning() {
        return meaning;
    }
}
