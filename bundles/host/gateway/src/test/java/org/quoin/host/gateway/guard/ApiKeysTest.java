package org.quoin.host.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.host.gateway.http.Scope;

class ApiKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");

    private final Path file;
    private final ApiKeys keys;

    ApiKeysTest(@TempDir Path directory) {
        file = directory.resolve("gateway").resolve("keys");
        keys = new ApiKeys(file, InstantSource.fixed(NOW));
    }

    @Test
    void aKeyIsFoundByWhoHasItAndIsKeptByNobody() throws IOException {
        String key = keys.create("shop", Set.of(Scope.READ, Scope.SUBMIT), OptionalDouble.of(50));

        assertThat(key).matches("qk_[A-Za-z0-9_-]{43}");
        assertThat(keys.find(key)).contains(keys.list().get(0));
        assertThat(keys.find(key.substring(0, 45) + (key.endsWith("A") ? "B" : "A")))
                .isEmpty();
        assertThat(keys.list().get(0).made()).isEqualTo(NOW);
        assertThat(Files.readString(file)).doesNotContain(key.substring(3)).contains("\"name\":\"shop\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling(""))))
                .isEqualTo("rwx------");
        try (Stream<Path> beside = Files.list(file.resolveSibling(""))) {
            assertThat(beside).containsExactly(file);
        }
    }

    @Test
    void anotherProcessFindsThemToo() {
        String key = keys.create("shop", Set.of(Scope.READ), OptionalDouble.empty());
        keys.create("other", Set.of(Scope.METRICS), OptionalDouble.of(0.5));

        ApiKeys reread = new ApiKeys(file, InstantSource.system());

        assertThat(reread.list()).isEqualTo(keys.list());
        assertThat(reread.find(key)).isPresent();
    }

    @Test
    void aRevokedKeyOpensNothingAndItsNameIsFree() {
        String first = keys.create("shop", Set.of(Scope.READ), OptionalDouble.empty());
        assertThatThrownBy(() -> keys.create("shop", Set.of(Scope.READ), OptionalDouble.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gateway:key-revoke");

        assertThat(keys.revoke("shop")).isTrue();
        assertThat(keys.revoke("shop")).isFalse();
        assertThat(keys.find(first)).isEmpty();
        String second = keys.create("shop", Set.of(Scope.READ), OptionalDouble.empty());
        assertThat(second).isNotEqualTo(first);
        assertThat(keys.find(first)).isEmpty();
    }

    @Test
    void aDamagedFileOpensNothing() throws IOException {
        String key = keys.create("shop", Set.of(Scope.READ), OptionalDouble.empty());
        Files.writeString(file, "{\"name\":\"x\"", StandardOpenOption.APPEND);

        ApiKeys reread = new ApiKeys(file, InstantSource.system());
        assertThatThrownBy(() -> reread.find(key)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(reread::list).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void namesArePlain() {
        for (String name : new String[] {"", "A", "a b", "../x", "-a", "a\n", "ä", "a".repeat(65)}) {
            assertThatThrownBy(() -> keys.create(name, Set.of(Scope.READ), OptionalDouble.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(keys.list()).isEmpty();
    }
}
