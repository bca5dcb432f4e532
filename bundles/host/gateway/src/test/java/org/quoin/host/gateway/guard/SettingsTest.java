package org.quoin.host.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quoin.host.gateway.http.Scope;

class SettingsTest {
    @Test
    void whatIsNotThereIsNotDecided() {
        Settings settings = Settings.of(Map.of("requests", " ", "hosts", ""));
        assertThat(settings).isEqualTo(Settings.standard());
        assertThat(settings.anonymous()).isEmpty();
        assertThat(Settings.of(Map.of("anonymous", "")).anonymous()).contains(Set.of());
        assertThat(Settings.of(Map.of("anonymous", new String[] {"read", "metrics"}))
                        .anonymous())
                .contains(Set.of(Scope.READ, Scope.METRICS));
    }

    @Test
    void whatCannotBeIsSaidInWords() {
        refused("anonymous", "all", "'all' is no scope");
        refused("origins", "*", "'*' is no origin");
        refused("origins", "https://a.example/", "without a slash");
        refused("proxies", "proxy.example", "no network");
        refused("proxies", "10.0.0.0/33", "no network");
        refused("proxies", "10.0.0.0/x", "no network");
        refused("requests", "many", "no number");
        refused("requests", "0", "out of range");
        refused("transactions", "NaN", "out of range");
    }

    private static void refused(String name, String value, String told) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }
}
