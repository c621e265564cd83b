package zhiheng.server.ground.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.server.testing.Postgres;

class PostgresDbTest extends DbContract {
    @Override
    Db open(List<Migration> schema) throws Exception {
        return Db.postgres(Postgres.database(), "zhiheng", "", schema);
    }

    @Test
    void a_server_that_is_not_there_is_named_with_what_to_check() {
        assertThatThrownBy(() -> Db.postgres("jdbc:postgresql://127.0.0.1:1/none", "zhiheng", "", List.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("127.0.0.1:1/none")
                .hasMessageContaining("Check the address");
    }
}
