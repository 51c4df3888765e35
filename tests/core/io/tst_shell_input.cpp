// SPDX-License-Identifier: GPL-3.0-or-later
// What commands, loops and pipelines of a script read: bash itself is asked for it.
#include "tests/core/io/shell_of_bash.h"

#include <QStandardPaths>
#include <QTest>

namespace {

constexpr const char *kReaders[] = {
    "read -r -d '' A <<'EOT'\n--x 1\n--y $B\nEOT\nshow $A",
    "while read A B; do show $A x$B; done <<EOT\n1 2\n 3 4 5 \n\n6\nEOT\nshow end x$A",
    "cat <<EOT | while IFS=, read -r A B; do show $A x$B; done\n1,2 3\n4,5\nEOT\n",
    "echo 1 2 | while read A B; do show $A $B; done",
    "read A B <<< '1 2 3'; show $A x$B; read -ra C <<< \"$B 4\"; show ${#C[@]} ${C[1]}",
    "A=\"1\n2 3\"; readarray -t B <<< \"$A\"; for X in \"${B[@]}\"; do show \"$X\"; done",
    "while read A; do read B < missing.txt; show $A; done <<EOT\n1\n2\n3\nEOT\nshow end",
    "while read A; do read B <<< \"x $A\"; show $A \"$B\"; done <<EOT\n1\n2\nEOT\n",
    "while read A; do while read B; do true; done < no.txt; show $A; done <<EOT\n1\n2\nEOT\n",
    "while read A; do { read B; show $A $B; }; done <<EOT\n1\n2\n3\n4\nEOT\n",
    "while read A; do if ! read B; then show last $A; fi; show $A $B; done <<EOT\n1\n2\n3\nEOT\n",
    "cat <<EOT | grep -v '^#' | while read A; do show $A; done\n# a\n1\n#2\n3\nEOT\n",
    "echo -e '2\\n1\\n2' | sort | uniq | while read A; do show $A; done",
    "seq 3 | while read A; do seq $A | while read B; do show $A$B; done; done",
};

} // namespace

class TestShellInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreThoseOfBash_data();
    void linesAreThoseOfBash();
};

void TestShellInput::linesAreThoseOfBash_data()
{
    QTest::addColumn<QString>("script");
    for (const char *script : kReaders)
        QTest::newRow(script) << QString::fromUtf8(script);
}

void TestShellInput::linesAreThoseOfBash()
{
    if (QStandardPaths::findExecutable(QStringLiteral("bash")).isEmpty())
        QSKIP("There is no bash to ask.");
    QFETCH(QString, script);
    QCOMPARE(wordsRead(script.toStdString()), wordsOfBash(script));
}

QTEST_APPLESS_MAIN(TestShellInput)
#include "tst_shell_input.moc"
