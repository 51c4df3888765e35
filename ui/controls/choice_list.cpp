// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/choice_list.h"

#include "ui/paint/primitives.h"

#include <QApplication>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kRow = 32;
constexpr double kTallRow = 42; // with a second line
constexpr double kHeading = 26;
constexpr double kPadding = 12;

Qt::Alignment listEdge(bool right)
{
    return (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

class ChoiceDelegate : public QStyledItemDelegate
{
public:
    ChoiceDelegate(const Look &look, QObject *parent) : QStyledItemDelegate(parent), m_look(look) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const auto textOf = [&index](int role) { return index.data(role).toString(); };
        const double first =
            textWidth(m_look.font(TextRole::Control), textOf(Qt::DisplayRole)) +
            textWidth(m_look.font(TextRole::Caption), textOf(ChoiceList::kNoteRole));
        const QString detail = textOf(ChoiceList::kDetailRole);
        const double width =
            std::max(first + m_look.px(20), textWidth(m_look.font(TextRole::Caption), detail));
        const double height = (detail.isEmpty() ? kRow : kTallRow) +
                              (textOf(ChoiceList::kHeadingRole).isEmpty() ? 0 : kHeading);
        return {qCeil(width + m_look.px(2 * kPadding)), m_look.ipx(height)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->fillRect(option.rect, m_look.theme.surface);
        QRectF row(option.rect);
        const bool reversed = option.direction == Qt::RightToLeft;
        if (const QString heading = index.data(ChoiceList::kHeadingRole).toString();
            !heading.isEmpty()) {
            paintHeading(*painter, QRectF(row.topLeft(), QSizeF(row.width(), m_look.px(kHeading))),
                         heading, reversed);
            row.setTop(row.top() + m_look.px(kHeading));
        }
        row.adjust(m_look.px(3), 1, -m_look.px(3), -1);
        if (option.state & QStyle::State_Selected)
            drawRounded(*painter, row, m_look.px(5), m_look.theme.accentSoft,
                        m_look.theme.flat ? m_look.theme.accent : QColor(), m_look.px(2));
        paintWords(*painter, row.adjusted(m_look.px(9), 0, -m_look.px(9), 0), index, reversed);
        painter->restore();
    }

private:
    void paintHeading(QPainter &painter, const QRectF &area, const QString &heading,
                      bool reversed) const
    {
        const double padding = m_look.px(kPadding);
        painter.setFont(m_look.font(TextRole::CaptionStrong));
        painter.setPen(m_look.theme.text2);
        painter.drawText(area.adjusted(padding, m_look.px(4), -padding, 0),
                         static_cast<int>(listEdge(reversed)), heading);
    }

    void paintWords(QPainter &painter, const QRectF &area, const QModelIndex &index,
                    bool reversed) const
    {
        const QString detail = index.data(ChoiceList::kDetailRole).toString();
        const auto draw = [&](const QRectF &line, TextRole role, const QColor &colour,
                              const QString &words, bool right) {
            painter.setFont(m_look.font(role));
            painter.setPen(colour);
            painter.drawText(
                line, static_cast<int>(listEdge(right)),
                painter.fontMetrics().elidedText(words, Qt::ElideRight, int(line.width())));
        };
        QRectF first = area;
        if (!detail.isEmpty()) {
            first = QRectF(area.left(), area.top() + m_look.px(2), area.width(), m_look.px(19));
            draw({area.left(), first.bottom() - m_look.px(1), area.width(), m_look.px(17)},
                 TextRole::Caption, m_look.theme.text2, detail, reversed);
        }
        draw(first, TextRole::Control, m_look.theme.text1, index.data().toString(), reversed);
        draw(first, TextRole::Caption, m_look.theme.text3,
             index.data(ChoiceList::kNoteRole).toString(), !reversed);
    }

    Look m_look;
};

} // namespace

ChoiceList::ChoiceList(QWidget *parent) : QListView(parent) {}

int ChoiceList::found(const QString &words, int start) const
{
    const int rows = model() == nullptr ? 0 : model()->rowCount();
    const auto textOf = [this](int row, int role) {
        return model()->index(row, 0).data(role).toString();
    };
    int anywhere = -1;
    for (int i = 0; i < rows; ++i) {
        const int row = (start + i + rows) % rows;
        if (textOf(row, Qt::DisplayRole).startsWith(words, Qt::CaseInsensitive))
            return row;
        for (const int role : {int(Qt::DisplayRole), kIdRole, kDetailRole}) {
            if (anywhere < 0 && textOf(row, role).contains(words, Qt::CaseInsensitive))
                anywhere = row;
        }
    }
    return anywhere;
}

void ChoiceList::keyboardSearch(const QString &typed)
{
    const bool goesOn =
        m_lastKey.isValid() && m_lastKey.elapsed() < QApplication::keyboardInputInterval();
    m_words = goesOn ? m_words + typed : typed;
    m_lastKey.start();
    const int current = std::max(0, currentIndex().row());
    const int row = found(m_words, goesOn ? current : current + 1);
    if (row >= 0)
        setCurrentIndex(model()->index(row, 0));
}

QStyledItemDelegate *newChoiceDelegate(const Look &look, QObject *parent)
{
    return new ChoiceDelegate(look, parent);
}

} // namespace ui
