// SPDX-License-Identifier: GPL-3.0-or-later
// Papers for a class: pages to print, the answers apart, and a table.
#include "core/classroom/library.h"
#include "core/classroom/quiz_paper.h"
#include "tests/app/program.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace {

// Without its blanks: where a line ends is not the matter.
QString packed(QString text)
{
    return text.remove(
        QRegularExpression(QStringLiteral("\\s"), QRegularExpression::UseUnicodePropertiesOption));
}

// The text of each page.
QStringList pagesOf(const QString &pdf)
{
    QProcess reader;
    reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), pdf, QStringLiteral("-")});
    if (!reader.waitForFinished(60'000))
        return {};
    QStringList pages = QString::fromUtf8(reader.readAllStandardOutput()).split(u'\f');
    pages.removeLast(); // after the last form feed
    for (QString &page : pages)
        page = packed(page);
    return pages;
}

} // namespace

class TestQuiz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyQuestionIsPrintedAndItsAnswerApart();
    void theKeyCanBeLeftOut();
    void theKeyCanHaveAFileOfItsOwn();
    void aTableHasTheSameQuestions();
    void theSameNumberGivesTheSamePaper();
    void whatIsWrongInOnesOwnIsFound();
    void badInputIsASentence_data();
    void badInputIsASentence();

private:
    // Of "quiz --out FILE" with further arguments.
    static int written(const QString &file, const QByteArray &more = "")
    {
        QStringList arguments = {QStringLiteral("quiz"), QStringLiteral("--out"), file};
        arguments += QString::fromUtf8(more).split(u' ', Qt::SkipEmptyParts);
        return program::run(arguments).exitCode;
    }
    [[nodiscard]] QString file(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    QTemporaryDir m_folder;
};

void TestQuiz::everyQuestionIsPrintedAndItsAnswerApart()
{
    const QString pdf = file("paper.pdf");
    QCOMPARE(written(pdf, "--seed 3 --questions 20"), 0);
    const QStringList pages = pagesOf(pdf);
    QVERIFY(pages.size() >= 3);
    const qsizetype key = pages.indexOf(QRegularExpression(QStringLiteral(".*Answers1\\..*")));
    QVERIFY(key > 0);
    const QString asked = pages.mid(0, key).join(QString());
    const QString answers = pages.mid(key).join(QString());
    const auto paper =
        core::makePaper(core::builtinQuiz(), {.counts = core::levelsOf(20), .seed = 3});
    QCOMPARE(paper.size(), std::size_t{20});
    for (const core::AskedQuestion &question : paper) {
        QVERIFY2(asked.contains(packed(QString::fromStdString(question.text))),
                 question.id.c_str());
        for (const std::string &option : question.options)
            QVERIFY2(asked.contains(packed(QString::fromStdString(option))), question.id.c_str());
        const QString why = packed(QString::fromStdString(question.why));
        QVERIFY2(answers.contains(why), question.id.c_str());
        QVERIFY2(!asked.contains(why), question.id.c_str());
    }
}

void TestQuiz::theKeyCanBeLeftOut()
{
    const QString pdf = file("paper.pdf");
    QCOMPARE(written(pdf, "--without-key"), 0);
    QVERIFY(!pagesOf(pdf).join(u' ').contains(QStringLiteral("Answers")));
}

// The same pages as in one file, of which the last is the key.
void TestQuiz::theKeyCanHaveAFileOfItsOwn()
{
    QCOMPARE(written(file("both.pdf"), "--seed 5"), 0);
    QCOMPARE(written(file("paper.pdf"), "--seed 5 --key " + file("key.pdf").toUtf8()), 0);
    const auto withoutNumber = [](const QString &page) {
        return page.section(QStringLiteral("paper5"), 1).mid(1);
    };
    const QStringList key = pagesOf(file("key.pdf"));
    QCOMPARE(key.size(), 1);
    QStringList both = pagesOf(file("both.pdf"));
    QVERIFY(withoutNumber(key.front()).startsWith(QStringLiteral("Answers")));
    QCOMPARE(withoutNumber(key.front()), withoutNumber(both.takeLast()));
    QCOMPARE(pagesOf(file("paper.pdf")), both);
}

void TestQuiz::aTableHasTheSameQuestions()
{
    const QString csv = file("paper.csv");
    QCOMPARE(written(csv, "--seed 3"), 0);
    const auto paper = core::makePaper(core::builtinQuiz(), {.seed = 3});
    const QString table = QString::fromUtf8(program::read(csv));
    QCOMPARE(table.count(QStringLiteral("\r\n")), qsizetype(paper.size()) + 1);
    for (const core::AskedQuestion &question : paper)
        QVERIFY(
            table.contains(QStringLiteral("\r\n") + QString::fromStdString(question.id) + u','));
}

void TestQuiz::theSameNumberGivesTheSamePaper()
{
    for (const char *name : {"a.pdf", "b.pdf"})
        QCOMPARE(written(file(name), "--seed 7"), 0);
    QCOMPARE(written(file("c.pdf"), "--seed 8"), 0);
    QCOMPARE(program::read(file("a.pdf")), program::read(file("b.pdf")));
    QVERIFY(pagesOf(file("a.pdf")) != pagesOf(file("c.pdf")));
}

// Words that claim nothing are named as such; what they claim is tried.
void TestQuiz::whatIsWrongInOnesOwnIsFound()
{
    const QByteArray quiz = R"({ "format": "quiz/1", "id": "own", "questions": [
{ "id": "a", "level": "easy", "text": "Which?", "options": [ "This", "That" ], "correct": 0 },
{ "id": "b", "level": "easy", "text": "Which?", "scenario": "naive-4", "correct": 0, "options": [
  { "text": "In turn", "claims": [ { "metric": "busy.mean", "op": "<", "value": 0.5 } ] },
  { "text": "At once", "claims": [ { "metric": "busy.mean", "op": ">=", "value": 0.5 } ] } ] } ] })";
    const QString own = file("own.json");
    const auto check = [&own](const QByteArray &text) {
        QFile(own).remove();
        QFile written(own);
        (void)written.open(QIODevice::WriteOnly);
        written.write(text);
        written.close();
        return program::run({QStringLiteral("check"), own});
    };
    const program::Answer right = check(quiz);
    QCOMPARE(right.exitCode, 0);
    QVERIFY2(right.out.contains("own.json:2: Nothing proves this answer"), right.out.constData());
    QVERIFY(!right.out.contains("own.json:3"));
    const program::Answer wrong = check(
        QByteArray(quiz).replace("\"naive-4\", \"correct\": 0", "\"naive-4\", \"correct\": 1"));
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY2(wrong.error.contains("own.json:4: \"In turn\" is marked as wrong"),
             wrong.error.constData());
    QVERIFY2(wrong.out.contains("own.json:5: \"At once\" is marked as correct"),
             wrong.out.constData());
}

void TestQuiz::badInputIsASentence_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("format") << QByteArray("--out paper.doc") << QStringLiteral(".pdf");
    QTest::newRow("key in the same file")
        << QByteArray("--out x.pdf --key x.pdf") << QStringLiteral("give the answers another");
    QTest::newRow("key of a table")
        << QByteArray("--out x.csv --key y.pdf") << QStringLiteral("last column");
    QTest::newRow("format of the key")
        << QByteArray("--out x.pdf --key y.doc") << QStringLiteral("y.doc");
    QTest::newRow("too many") << QByteArray("--out x.pdf --questions 100000")
                              << QStringLiteral("--questions");
    QTest::newRow("more than there are")
        << QByteArray("--out x.pdf --questions 60") << QStringLiteral("there are 41");
    QTest::newRow("language") << QByteArray("--out x.pdf --language tlh")
                              << QStringLiteral("--language");
    QTest::newRow("no such file") << QByteArray("nothing.json --out x.pdf")
                                  << QStringLiteral("nothing.json");
    QTest::newRow("no such folder")
        << QByteArray("--out no/such/folder/x.pdf") << QStringLiteral("x.pdf");
}

void TestQuiz::badInputIsASentence()
{
    QFETCH(const QByteArray, arguments);
    QFETCH(const QString, says);
    const program::Answer result = program::run(QByteArray("quiz " + arguments).constData());
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.error.contains(says.toUtf8()), result.error.constData());
    QVERIFY(result.isOneSentence());
}

QTEST_GUILESS_MAIN(TestQuiz)
#include "tst_quiz.moc"
