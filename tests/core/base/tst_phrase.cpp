// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences of core in a language: English as they stand, another as its translator says.
#include "core/base/language.h"

#include <QTest>

namespace {

std::string backwards(const core::Words &words)
{
    return std::string(words.text) == "%1 waits for %2" ? "auf %2 wartet %1" : words.text;
}

} // namespace

class TestPhrase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { core::setTranslate(nullptr); }
    void argumentsFillTheirPlaces();
    void aTranslationMayTurnThemRound();
    void listsEndWithAnd();
};

void TestPhrase::argumentsFillTheirPlaces()
{
    const core::Words words = core::inContext("Test", "%1 waits for %2");
    QCOMPARE(core::phrase(words, {"GPU 1", "GPU 0"}), std::string("GPU 1 waits for GPU 0"));
    // What an argument brings is not filled again, and a percentage is no place.
    QCOMPARE(core::phrase(words, {"%2", "x"}), std::string("%2 waits for x"));
    QCOMPARE(core::phrase(core::inContext("Test", "25 %, 1 %3 %"), {"a"}),
             std::string("25 %, 1 %3 %"));
}

void TestPhrase::aTranslationMayTurnThemRound()
{
    core::setTranslate(backwards);
    const core::Words words = core::inContext("Test", "%1 waits for %2");
    QCOMPARE(core::phrase(words, {"GPU 1", "GPU 0"}), std::string("auf GPU 0 wartet GPU 1"));
}

void TestPhrase::listsEndWithAnd()
{
    QCOMPARE(core::listedInLanguage({}), std::string());
    QCOMPARE(core::listedInLanguage({"a"}), std::string("a"));
    QCOMPARE(core::listedInLanguage({"a", "b", "c"}), std::string("a, b and c"));
}

QTEST_GUILESS_MAIN(TestPhrase)
#include "tst_phrase.moc"
