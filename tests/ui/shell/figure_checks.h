// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of a window, the figures in them, and what can be wrong with these.
#pragma once

#include "tests/ui/shell/text_recorder.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <algorithm>
#include <cmath>
#include <vector>

// What is painted, what is said on hovering, and what a screen reader is told.
inline void collect(const QWidget &from, QSet<QString> &texts)
{
    TextRecorder recorder(from.size());
    const_cast<QWidget &>(from).render(&recorder);
    for (const RecordedText &text : recorder.texts())
        texts.insert(text.text);
    for (const QWidget *widget : from.findChildren<QWidget *>()) {
        if (!widget->isVisible())
            continue;
        for (const QString &text :
             {widget->toolTip(), widget->accessibleName(), widget->accessibleDescription()})
            texts.insert(text);
    }
}

// A number with its unit, as it is written.
struct Written
{
    QString figure; // "2.57 s"
    double value = 0;
    double half = 0; // of its last digit
    int digits = 0;  // significant ones
};

inline double sizeOf(const QString &unit)
{
    static const QHash<QString, double> sizes = {
        {QStringLiteral("s"), 1},     {QStringLiteral("ms"), 1e-3}, {QStringLiteral("µs"), 1e-6},
        {QStringLiteral("ns"), 1e-9}, {QStringLiteral("B"), 1},     {QStringLiteral("kB"), 1e3},
        {QStringLiteral("MB"), 1e6},  {QStringLiteral("GB"), 1e9},  {QStringLiteral("TB"), 1e12},
        {QStringLiteral("PB"), 1e15}};
    return sizes.value(unit, 0);
}

// All of one kind in a text: times, or sizes. What is reckoned with, left of an equals sign, has as
// many digits as it takes.
inline std::vector<Written> figuresIn(const QString &text, const QString &units)
{
    const QRegularExpression form(
        QStringLiteral("(?<![\\d.,\\w])(\\d[\\d,]*(?:\\.\\d+)?) (%1)(?![\\w/])").arg(units));
    std::vector<Written> all;
    for (const QString &line : text.split(u'\n')) {
        const qsizetype result = line.lastIndexOf(QStringLiteral(" = "));
        auto matches = form.globalMatch(line);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            if (match.capturedStart() < result)
                continue;
            QString number = match.captured(1).remove(u',');
            const qsizetype point = number.indexOf(u'.');
            const double unit = sizeOf(match.captured(2));
            Written written{match.captured(0), number.toDouble() * unit, unit / 2};
            if (point >= 0)
                written.half *= std::pow(10, -double(number.size() - point - 1));
            const QString digits = number.remove(u'.');
            qsizetype first = 0;
            while (first < digits.size() && digits[first] == u'0')
                ++first;
            written.digits = int(digits.size() - first);
            all.push_back(written);
        }
    }
    return all;
}

inline const QString kTimes = QStringLiteral("s|ms|µs|ns");
inline const QString kSizes = QStringLiteral("B|kB|MB|GB|TB|PB");

// Where a value stands written in another way than it is in its headline.
inline QStringList otherwise(const QSet<QString> &texts, const QString &units, double value,
                             const QString &headline)
{
    QStringList found;
    const std::vector<Written> own = figuresIn(headline, units);
    const double least = own.empty() ? 0 : own.front().half;
    for (const QString &text : texts) {
        for (const Written &written : figuresIn(text, units)) {
            // Coarser ones are ticks of axes.
            const bool same = written.digits >= 3 && written.half <= least * 1.0001 &&
                              std::abs(written.value - value) <= written.half * 1.0001;
            if (same && written.figure != headline)
                found.append(QStringLiteral("%1 is %2 in \"%3\"")
                                 .arg(headline, written.figure, text.left(200)));
        }
    }
    return found;
}

// "1 units", "1 GPUs"; shares that are nothing; numbers that are none.
inline QStringList wrongWords(const QSet<QString> &texts)
{
    static const QRegularExpression one(QStringLiteral(
        "(?<![\\d.,–\\-×/] )(?<![\\d.,–\\-])\\b1 (?:units|devices|GPUs|stages|replicas|samples|"
        "micro-batches|layers|partners|nodes|tokens|steps|chunks|groups|experts|bytes|others|links|"
        "ways|ideas|sizes|changes|squares|milliseconds|seconds)\\b"));
    static const QRegularExpression none(QStringLiteral("(?i)\\b(?:nan|inf)\\b|−0(?:\\.0+)? |"
                                                        "\\b0\\.0+ %|\\b0 % of 0\\b|%[0-9L]"));
    QStringList found;
    for (const QString &text : texts) {
        for (const QRegularExpression &form : {one, none}) {
            const QRegularExpressionMatch match = form.match(text);
            if (match.hasMatch())
                found.append(
                    QStringLiteral("\"%1\" in \"%2\"").arg(match.captured(), text.left(200)));
        }
    }
    return found;
}

// "13.5 + 13.5 + 80.9 = 107.9 GB": what is left of the equals sign is what is right of it, to the
// digits that are shown.
inline QStringList wrongSums(const QSet<QString> &texts)
{
    static const QRegularExpression number(QStringLiteral("(?<![\\d.,\\w])\\d[\\d,]*(?:\\.\\d+)?"));
    static const QRegularExpression brackets(QStringLiteral("\\([^()]*\\)"));
    QStringList found;
    for (const QString &whole : texts) {
        for (QString text : whole.split(u'\n')) {
            text.remove(brackets); // what a part is made of
            const QStringList sides = text.split(QStringLiteral(" = "));
            if (sides.size() != 2 || !sides[0].contains(QStringLiteral(" + ")) ||
                sides[0].contains(QStringLiteral(" × ")) ||
                sides[0].contains(QStringLiteral(" / ")))
                continue;
            double sum = 0;
            double slack = 0;
            const auto add = [](const QString &from, double &into) {
                const QRegularExpressionMatch match = number.match(from);
                const QString digits = match.captured().remove(u',');
                into += digits.toDouble();
                const qsizetype point = digits.indexOf(u'.');
                return 0.5 * std::pow(10, point < 0 ? 0 : -double(digits.size() - point - 1));
            };
            for (const QString &part : sides[0].split(QStringLiteral(" + ")))
                slack = std::max(slack, add(part.mid(part.lastIndexOf(u':') + 1), sum));
            double result = 0;
            const double half = add(sides[1], result);
            if (std::abs(sum - result) > half + slack)
                found.append(QStringLiteral("%1 is not %2: \"%3\"").arg(sum).arg(result).arg(text));
        }
    }
    return found;
}
