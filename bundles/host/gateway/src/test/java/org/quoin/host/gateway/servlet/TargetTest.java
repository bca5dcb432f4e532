package org.quoin.host.gateway.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.host.gateway.http.ProblemException;

class TargetTest {
    @Test
    void pathAndQueryAreDecodedOnce() {
        Target target = Target.of("/api/v1/%61ccounts/m%C3%BCller%2525", "a=1+2&b=%2B&a=%C3%9F&c&d==/?:@", 1000);
        assertThat(target.path()).isEqualTo("/api/v1/accounts/müller%25");
        assertThat(target.query())
                .isEqualTo(
                        Map.of("a", List.of("1 2", "ß"), "b", List.of("+"), "c", List.of(""), "d", List.of("=/?:@")));
        assertThat(Target.of("/", null, 1000)).isEqualTo(new Target("/", Map.of()));
        assertThat(Target.of("/a+b/", "", 1000)).isEqualTo(new Target("/a+b/", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "*",
                "http://a/",
                "/..",
                "/a/../b",
                "/%2e%2E/a",
                "/.",
                "//",
                "/a//b",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/%00",
                "/a%0d",
                "/%7f",
                "/%",
                "/%1",
                "/%zz",
                "/%-1",
                "/%ff",
                "/%c0%af",
                "/a;b",
                "/a b",
                "/<",
                "/\"",
                "/ä",
                "/|",
                "/{",
                "/^"
            })
    void whatCouldBeReadInTwoWaysIsNotRead(String path) {
        assertThatThrownBy(() -> Target.of(path, null, 1000))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "=a", "&", "a&&b", "a=%", "a=%0a", "%00", "a=\"", "a= ", "a=ä", "a=%ff"})
    void soItIsWithQueries(String query) {
        assertThatThrownBy(() -> Target.of("/", query, 1000)).isInstanceOf(ProblemException.class);
    }

    @Test
    void bothHaveALimit() {
        assertThat(Target.of("/" + "a".repeat(9), "b".repeat(10), 20).path()).hasSize(10);
        assertThatThrownBy(() -> Target.of("/" + "a".repeat(9), "b".repeat(11), 20))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(414));
        assertThatThrownBy(() -> Target.of("/", "a&".repeat(256) + "a", 10_000)).isInstanceOf(ProblemException.class);
    }
}
