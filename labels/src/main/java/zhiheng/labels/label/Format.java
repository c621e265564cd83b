package zhiheng.labels.label;

/** The file formats known. */
public enum Format {
    JPEG,
    PNG,
    GIF,
    WEBP,
    TIFF,
    HEIF,
    SVG,
    MP4,
    MKV,
    AVI,
    FLV,
    WAV,
    MP3,
    FLAC,
    OGG,
    PDF,
    OOXML,
    OFD,
    EPUB,
    HTML,
    MARKDOWN,
    TEXT,
    BMP,
    ZIP,
    UNKNOWN;
}
