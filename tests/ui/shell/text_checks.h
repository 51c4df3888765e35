// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with texts that a recorder took from a window.
#pragma once

#include "tests/ui/shell/text_recorder.h"
#include "ui/controls/elided_label.h"
#include "ui/panels/kpi_strip.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/training/workers_view.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QScrollBar>
#include <QStringList>
#include <QTranslator>
#include <QWidget>

#include <algorithm>
#include <cmath>

// Each sentence with as many more letters as it is to be longer by.
class LongerLanguage : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *, const char *source, const char *,
                                    int) const override
    {
        const QString text = QString::fromUtf8(source);
        // Units and single letters are the same everywhere.
        if (text.size() < 4 || text.contains(QLatin1Char('<')))
            return text;
        QStringList lines = text.split(u'\n');
        for (QString &line : lines) {
            const bool words = line.contains(u' ');
            for (qsizetype more = (line.size() * 2 + 4) / 5; more > 0; --more)
                line += words && more % 8 == 0 ? u' ' : u'o';
        }
        return lines.join(u'\n');
    }
};

inline QString placed(const RecordedText &text)
{
    return QStringLiteral("\"%1\" at %2,%3")
        .arg(text.text)
        .arg(qRound(text.at.x()))
        .arg(qRound(text.at.y()));
}

// Pairs of texts that are seen and share more than a rim.
inline QStringList overlapsIn(const std::vector<RecordedText> &texts)
{
    QStringList found;
    const auto inner = [](const RecordedText &text) { return text.box.adjusted(1, 1, -1, -1); };
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::size_t k = i + 1; k < texts.size(); ++k) {
            if (!texts[i].isSeen || !texts[k].isSeen || texts[i].text.trimmed().isEmpty() ||
                texts[k].text.trimmed().isEmpty())
                continue;
            // A text with a rim is painted several times.
            const bool twice =
                texts[i].text == texts[k].text && (texts[i].at - texts[k].at).manhattanLength() < 8;
            if (!twice && inner(texts[i]).intersects(inner(texts[k])))
                found.append(QStringLiteral("\"%1\" and ").arg(texts[i].text) + placed(texts[k]));
        }
    }
    return found;
}

// Texts that a line strikes through.
inline QStringList strikesIn(const std::vector<RecordedText> &texts)
{
    QStringList found;
    for (const RecordedText &text : texts) {
        if (text.isStruck && text.isSeen)
            found.append(QStringLiteral("struck: ") + placed(text));
    }
    return found;
}

// Where what scrolls is seen: it may be cut at these edges.
inline QList<QRect> scrollViewsOf(const QWidget &window)
{
    QList<QRect> views;
    for (const QAbstractScrollArea *area : window.findChildren<QAbstractScrollArea *>()) {
        if (area->isVisible())
            views.append({area->viewport()->mapTo(&window, QPoint()), area->viewport()->size()});
    }
    return views;
}

inline const QWidget *widgetAt(const QWidget &window, const RecordedText &text)
{
    return window.childAt(text.box.center().toPoint());
}

// Tips of these are of the place: of a card, a link, a panel or the heading.
inline bool hasTips(const QWidget *widget)
{
    return qobject_cast<const ui::SceneView *>(widget) != nullptr ||
           qobject_cast<const ui::WorkersView *>(widget) != nullptr;
}

// The place says all of it: in a tip, or because elided labels do. Headline numbers have a tip for
// each of them.
inline bool tellsAll(const QWidget *widget)
{
    for (; widget != nullptr && !widget->isWindow(); widget = widget->parentWidget()) {
        if (!widget->toolTip().isEmpty() ||
            qobject_cast<const ui::ElidedLabel *>(widget) != nullptr ||
            qobject_cast<const ui::KpiStrip *>(widget) != nullptr)
            return true;
    }
    return false;
}

// It is in something wider than what is seen of it, with a bar to move it.
inline bool scrollsAcross(const QWidget &window, const RecordedText &text)
{
    return std::ranges::any_of(
        window.findChildren<QAbstractScrollArea *>(), [&](const QAbstractScrollArea *area) {
            const QRect view(area->mapTo(&window, QPoint()), area->size()); // with its header
            return area->isVisible() &&
                   area->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff &&
                   area->horizontalScrollBar()->maximum() > 0 &&
                   view.adjusted(-2, -2, 2, 2).contains(text.box.toRect());
        });
}

// Texts of which the rest is clipped away, in width or in height.
inline QStringList clippedIn(const std::vector<RecordedText> &texts, const QWidget &window)
{
    constexpr double kSlack = 1.5; // pixels
    QStringList found;
    const QList<QRect> views = scrollViewsOf(window);
    for (const RecordedText &text : texts) {
        if (text.box.isEmpty() || text.text.trimmed().isEmpty())
            continue;
        const bool narrow = text.whole.width() > text.box.width() + kSlack;
        const bool low = text.whole.height() > text.box.height() + kSlack;
        const bool scrolls = std::ranges::any_of(views, [&text](const QRect &view) {
            return std::abs(view.top() - text.box.top()) < 2 ||
                   std::abs(view.bottom() + 1 - text.box.bottom()) < 2;
        });
        if (!((narrow && !scrollsAcross(window, text)) || (low && !scrolls)))
            continue;
        if (!tellsAll(widgetAt(window, text)))
            found.append(QStringLiteral("clipped: ") + placed(text));
    }
    return found;
}

// Texts that end in an ellipsis where nothing tells the rest. These are no such: that they go on is
// what they say.
inline QStringList shortenedIn(const std::vector<RecordedText> &texts, const QWidget &window)
{
    QStringList found;
    for (const RecordedText &text : texts) {
        const auto *button = qobject_cast<const QAbstractButton *>(widgetAt(window, text));
        const bool asks = button != nullptr && button->text() == text.text; // "Save…"
        const bool isCut = text.text.contains(QChar(0x2026)) && text.isSeen && !asks;
        const bool goesOn = text.text.startsWith(QStringLiteral("Trying ideas")) ||
                            text.text.startsWith(QStringLiteral("Looking for a fit"));
        const QWidget *widget = widgetAt(window, text);
        if (isCut && !goesOn && !tellsAll(widget) && !hasTips(widget))
            found.append(QStringLiteral("shortened: ") + placed(text));
    }
    return found;
}
