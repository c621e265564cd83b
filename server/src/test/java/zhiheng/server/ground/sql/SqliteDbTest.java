package zhiheng.server.ground.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteDbTest extends DbContract {
    @Override
    Db open(List<Migration> schema) {
        return Db.sqlite(folder.resolve("deep/er/zhiheng.db"), schema);
    }

    @Test
    void a_file_that_is_no_database_is_refused_by_name_and_left_as_it_is() throws Exception {
        var file = Files.writeString(
                folder.resolve("notes.txt"), "no database, however long one looks at it\n".repeat(99));
        var before = Files.readAllBytes(file);
        assertThatThrownBy(() -> Db.sqlite(file, List.of())).isInstanceOf(StoreException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Db.sqlite(file.resolve("zhiheng.db"), List.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("zhiheng.db")
                .hasMessageContaining("rights");
    }

    @Test
    void two_changes_of_one_name_are_a_mistake_of_the_program() {
        var change = Migration.of(DbContract.class, "shop.sql");
        assertThatThrownBy(() -> Db.sqlite(folder.resolve("twice.db"), List.of(change, change)))
                .hasMessageContaining("sql/shop.sql");
    }

    @Test
    void a_change_whose_file_is_missing_is_named() {
        assertThatThrownBy(() -> Db.sqlite(folder.resolve("x.db"), List.of(Migration.of(DbContract.class, "none.sql"))))
                .hasMessageContaining("/zhiheng/server/ground/sql/none.sql is missing");
    }

    @Test
    void the_nine_changes_of_the_first_version_come_before_all_others_in_their_own_order() {
        assertThat(List.of(
                        Migration.ofTheFirstVersion(DbContract.class, "V1__a.sql")
                                .place(),
                        Migration.ofTheFirstVersion(DbContract.class, "V9__i.sql")
                                .place(),
                        Migration.of(DbContract.class, "V1__a.sql").place()))
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
