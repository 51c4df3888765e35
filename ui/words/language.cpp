// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/language.h"

#include "core/base/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include <algorithm>
#include <string>
#include <vector>

namespace ui {

namespace {

QString english()
{
    return QStringLiteral("en");
}

QString languageKey()
{
    return QStringLiteral("window/language");
}

// The first that the user asks of the system and that there is.
QString languageOfSystem()
{
    const QList<Language> known = languages();
    for (const QString &wanted : QLocale::system().uiLanguages()) {
        const QString code = wanted.section(QLatin1Char('-'), 0, 0);
        if (std::ranges::any_of(known, [&](const Language &each) { return each.code == code; }))
            return code;
    }
    return english();
}

std::string inLanguageInUse(const core::Words &words)
{
    return QCoreApplication::translate(words.context, words.text).toStdString();
}

void removeTranslators()
{
    for (QTranslator *translator : QCoreApplication::instance()->findChildren<QTranslator *>()) {
        QCoreApplication::removeTranslator(translator);
        delete translator;
    }
}

void addTranslator(const QString &name, const QString &folder)
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(name, folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

void useNumbersOf(const QLocale &locale)
{
    QLocale::setDefault(locale);
    core::setNumberSigns(
        {locale.decimalPoint().front().toLatin1(), locale.groupSeparator().front().toLatin1()});
}

} // namespace

QList<Language> languages()
{
    return {{english(), QStringLiteral("English")},
            {QStringLiteral("de"), QStringLiteral("Deutsch")}};
}

void useLanguage(const QString &code)
{
    const QString chosen = code.isEmpty() ? languageOfSystem() : code;
    if (chosen == languageInUse())
        return;
    removeTranslators();
    QCoreApplication::instance()->setProperty("language", chosen);
    core::setTranslate(chosen == english() ? nullptr : inLanguageInUse);
    if (chosen == english()) {
        useNumbersOf(QLocale(QLocale::English, QLocale::UnitedStates));
        return;
    }
    // The window's own buttons of Qt, where its translations are installed.
    addTranslator(QStringLiteral("qtbase_") + chosen,
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    addTranslator(QStringLiteral("parallarium_") + chosen, QStringLiteral(":/translations"));
    useNumbersOf(QLocale(chosen));
}

QString withinSentence(const QString &label)
{
    if (languageInUse() != english())
        return label;
    QStringList words = label.split(QChar::Space);
    for (QString &word : words) {
        const QString rest = word.mid(1);
        if (rest == rest.toLower()) // "GPU" stays as it is
            word = word.toLower();
    }
    return words.join(QChar::Space);
}

QString listed(const QStringList &parts)
{
    std::vector<std::string> texts;
    texts.reserve(static_cast<std::size_t>(parts.size()));
    for (const QString &part : parts)
        texts.push_back(part.toStdString());
    return QString::fromStdString(core::listedInLanguage(texts));
}

QString chosenLanguage(const QSettings &settings)
{
    const QString chosen = settings.value(languageKey()).toString();
    const auto hasCode = [&](const Language &each) { return each.code == chosen; };
    return std::ranges::any_of(languages(), hasCode) ? chosen : QString();
}

void rememberLanguage(const QString &code, QSettings &settings)
{
    settings.setValue(languageKey(), code);
}

QString languageInUse()
{
    const QVariant chosen = QCoreApplication::instance()->property("language");
    return chosen.isValid() ? chosen.toString() : english();
}

} // namespace ui
