package org.quoin.host.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void commentsAndIndentationStayHere() {
        String source = """
                /** What it is. */
                import {h} from 'preact'; // stays
                /*
                 * Two lines, const x = 1;
                 */

                export function f() {
                  // Why.
                  return h('a', {href: 'https://example.org/*'}, /* stays */ 1);
                }
                """;

        assertThat(new String(Script.lean(source.getBytes(UTF_8)), UTF_8)).isEqualTo("""
                        import {h} from 'preact'; // stays
                        export function f() {
                        return h('a', {href: 'https://example.org/*'}, /* stays */ 1);
                        }""");
    }
}
