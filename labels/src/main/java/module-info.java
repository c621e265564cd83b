/**
 * Content labels in files. Callers see the face, the words of the label and the face of explicit labels; formats and bytes stay
 * inside. The rest of the project runs on the class path, where these walls do not stand: there the rules in the server's
 * {@code ModulesTest} hold them.
 */
module zhiheng.labels {
    requires transitive zhiheng.base;
    requires java.desktop;
    requires java.xml;
    requires org.apache.pdfbox;
    requires org.apache.pdfbox.io;
    requires org.jsoup;
    requires org.bouncycastle.provider;
    requires static transitive org.jspecify;

    exports zhiheng.labels;
    exports zhiheng.labels.label;
    exports zhiheng.labels.explicit;
}
