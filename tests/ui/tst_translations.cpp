// SPDX-License-Identifier: GPL-3.0-or-later
// The translations themselves: complete, and with what the texts are filled with.
#include "core/classroom/library.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/language.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

namespace {

struct Translated
{
    QString context;
    QString source;
    QStringList texts; // several: one for each plural form
    bool finished = true;
};

QList<Translated> translationsIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader reader(&file);
    QList<Translated> all;
    QString context;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto name = reader.name();
        if (name == QLatin1String("name"))
            context = reader.readElementText();
        else if (name == QLatin1String("message"))
            all.append({context, {}, {}, true});
        else if (name == QLatin1String("source"))
            all.back().source = reader.readElementText();
        else if (name == QLatin1String("translation")) {
            all.back().finished = !reader.attributes().hasAttribute(QLatin1String("type"));
            QString text;
            while (reader.readNext() != QXmlStreamReader::EndElement) {
                if (reader.isStartElement()) // of a plural form
                    all.back().texts.append(reader.readElementText());
                else
                    text += reader.text();
            }
            if (all.back().texts.isEmpty())
                all.back().texts.append(text);
        }
    }
    return reader.hasError() ? QList<Translated>() : all;
}

// What a text is filled with: %1, %L2, %n, {p}; and its tags.
QStringList filledWith(const QString &text)
{
    static const QRegularExpression hole(
        QStringLiteral("%L?\\d|%n|\\{[a-z]+\\}|</?[a-z]+[^>]*>|\\n"));
    QStringList holes;
    for (auto found = hole.globalMatch(text); found.hasNext();)
        holes.append(found.next().captured());
    holes.sort();
    return holes;
}

// Of "Save &as", 1; "Q && A" has none.
qsizetype mnemonicsOf(QString text)
{
    text.remove(QStringLiteral("&&"));
    return text.count(QRegularExpression(QStringLiteral("&\\w")));
}

// As the language writes it.
QString inGerman(QString figure)
{
    return figure.replace(u'.', u';').replace(u',', u'.').replace(u';', u',');
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { ui::useLanguage(QStringLiteral("en")); }
    void everyTextIsTranslated_data();
    void everyTextIsTranslated();
    void lessonsGiveTheSameFigures();
    void optionsOfAQuestionStayDifferent();
};

void TestTranslations::everyTextIsTranslated_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(PARALLARIUM_SOURCE_DIR "/resources/translations"));
    for (const QString &name : folder.entryList({QStringLiteral("*.ts")}))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TestTranslations::everyTextIsTranslated()
{
    QFETCH(const QString, path);
    const QList<Translated> all = translationsIn(path);
    QVERIFY(all.size() > 1000);
    QStringList wrong;
    for (const Translated &each : all) {
        const QString where = each.context + QStringLiteral(": ") + each.source;
        if (!each.finished)
            wrong.append(where);
        for (const QString &text : each.texts) {
            if (filledWith(text) != filledWith(each.source) ||
                mnemonicsOf(text) != mnemonicsOf(each.source) ||
                text.trimmed().isEmpty() != each.source.trimmed().isEmpty())
                wrong.append(where + QStringLiteral(" → ") + text);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

// What the simulator has proved of the English text holds of the other as well.
void TestTranslations::lessonsGiveTheSameFigures()
{
    ui::useLanguage(QStringLiteral("de"));
    QStringList missing;
    int figures = 0;
    for (const core::Lesson &lesson : core::builtinLessons()) {
        const core::Lesson german = ui::inLanguage(lesson);
        QVERIFY(german.title != lesson.title);
        for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
            const core::LessonStep &step = german.steps[i];
            std::string texts = step.text + step.after + step.hint + step.note + step.expected;
            if (step.answer) {
                for (const std::string &option : step.answer->options)
                    texts += option;
            }
            for (const core::Claim &claim : step.claims) {
                static const QRegularExpression number(QStringLiteral("\\d[\\d.,]*"));
                const QString shown = number.match(QString::fromStdString(claim.shown)).captured();
                figures += shown.isEmpty() ? 0 : 1;
                if (!QString::fromStdString(texts).contains(inGerman(shown)))
                    missing.append(
                        QString::fromStdString(lesson.id + '/' + step.id + ": " + claim.shown));
            }
        }
    }
    QVERIFY(figures > 50);
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

void TestTranslations::optionsOfAQuestionStayDifferent()
{
    ui::useLanguage(QStringLiteral("de"));
    const core::Quiz german = ui::inLanguage(core::builtinQuiz());
    for (const core::Question &question : german.questions) {
        for (std::size_t i = 0; i < question.options.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY2(question.options[i] != question.options[k], question.id.c_str());
        }
    }
}

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
