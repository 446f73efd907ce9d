package org.mailiwf.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryFilterTest {

    private final DirectoryFilter filter = new DirectoryFilter();

    @Test
    void theAddressStandsForItsPlaceholders() {
        filter.setFilter("(&(|(mail={address})(uid={local}))(dc={domain}))");

        assertThat(filter.filterFor("bob+x@op.example")).isEqualTo("(&(|(mail=bob+x@op.example)(uid=bob+x))(dc=op.example))");
    }

    @Test
    void nothingInAnAddressEndsTheValue() {
        assertThat(filter.filterFor("*)(uid=*))(|(uid=*@op.example")).isEqualTo("(mail=\\2a\\29\\28uid\\3d\\2a\\29\\29\\28\\7c\\28uid\\3d\\2a@op.example)");
        assertThat(filter.filterFor("a\\2a\u0000ö@x")).isEqualTo("(mail=a\\5c2a\\00\\c3\\b6@x)");
        assertThat(filter.filterFor("{domain}@x")).isEqualTo("(mail=\\7bdomain\\7d@x)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mail={address}", "(mail=*)", "(mail={domain})"})
    void whatIsNoFilterForARecipientIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> filter.setFilter(text)).withMessageContaining("iwf.recipients.ldap.filter");
    }
}
