package org.quoin.ledger.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final Set<String> UNSCOPED = Set.of("install", "activate", "property-set");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundle:install -s mvn:a/b/1",
                "feature:install quoin-htlc",
                "kar:install file:x.kar",
                "config:property-set --pid a b c",
                "system:shutdown -f",
                "module:activate htlc",
                "wallet:create alice",
                "dev:mine 3",
                "ledger:import file",
                "ledger:repair",
                "ledger:backup /b",
                "gateway:key-create shop --scopes read --out /f",
                "gateway:key-revoke shop",
                "echo a; module:activate htlc",
                "echo a | module:activate htlc",
                "x = (module:activate htlc)",
                "x = { module:activate htlc }",
                "if { true } { module:activate htlc }",
                "echo a\nmodule:activate htlc",
                "c = 'module:activate'; $c htlc",
                "install mvn:a/b/1",
                "echo a && activate htlc",
                "x = activate htlc"
            })
    void whatDeploysOrGovernsIsAudited(String line) {
        assertThat(CommandLine.isAudited(line, UNSCOPED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ledger:info",
                "gateway:info",
                "gateway:keys",
                "ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH",
                "htlc:redeem 0a --preimage-text xyz",
                "echo activate htlc",
                "quoin:exec --diagnostics x bW9kdWxlOmxpc3Q",
                ""
            })
    void whatDoesNotIsNot(String line) {
        assertThat(CommandLine.isAudited(line, UNSCOPED)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            module:activate htlc 1.0.0 --at 10 ~ module:activate htlc 1.0.0 --at 10
            wallet:import alice hunter2 ~ wallet:import alice ***
            wallet:import alice 'hunter two' --x y ~ wallet:import alice *** --x ***
            config:property-set --pid org.x password hunter2 ~ config:property-set --pid org.x password ***
            config:property-set --pid org.x size "hunter two" ~ config:property-set --pid org.x size ***
            bundle:install https://me:hunter2@host/a.jar ~ bundle:install https://***@host/a.jar
            feature:install --password hunter2 x ~ feature:install --password *** x
            feature:install --password=hunter2 x ~ feature:install --password=*** x
            dev:x --Api-Token "hunter2 \\" hunter2" y ~ dev:x --Api-Token *** y
            pass=hunter2; module:list ~ pass=*** ; module:list
            pass = hunter2; module:list ~ pass = *** ; module:list
            """)
    void whatMayBeSecretIsLeftOut(String line, String shown) {
        assertThat(CommandLine.withoutSecrets(line)).isEqualTo(shown).doesNotContain("hunter");
    }

    @Test
    void anUnfinishedQuoteEndsWithTheLine() {
        assertThat(CommandLine.withoutSecrets("module:list 'a b")).isEqualTo("module:list 'a b");
    }
}
