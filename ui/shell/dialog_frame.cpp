// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dialog_frame.h"

#include <QDialog>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr QSize kUsualFrame(10, 40); // what QDialog leaves for it where it is not known yet
constexpr int kLeastLines = 6;       // of text that stay in sight, however low the dialog is

// As large as its content where there is room.
class DialogBody : public QScrollArea
{
public:
    DialogBody(QLayout *body, QWidget *parent) : QScrollArea(parent)
    {
        setFrameShape(QFrame::NoFrame);
        setFocusPolicy(Qt::NoFocus); // the first control has it; what gets it scrolls into sight
        setWidgetResizable(true);
        auto *content = new QWidget;
        body->setContentsMargins(0, 0, 0, 0);
        content->setLayout(body);
        setWidget(content);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const QSize content = widget()->sizeHint();
        const int high = widget()->hasHeightForWidth() ? widget()->heightForWidth(content.width())
                                                       : content.height();
        return {content.width(), std::max(content.height(), high)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        const QSize least = widget()->minimumSizeHint();
        const int bar = verticalScrollBar()->sizeHint().width();
        return {std::min(least.width() + bar, roomOnScreen(*this).width() * 3 / 4),
                std::min(least.height(), kLeastLines * fontMetrics().lineSpacing())};
    }
};

} // namespace

void frameDialog(QDialog &dialog, QLayout *body, const QList<QWidget *> &foot)
{
    auto *layout = new QVBoxLayout(&dialog);
    layout->addWidget(new DialogBody(body, &dialog), 1);
    for (QWidget *part : foot)
        layout->addWidget(part);
}

void fitToScreen(QDialog &dialog, QSize wished)
{
    dialog.resize(wished.expandedTo(dialog.minimumSizeHint()).boundedTo(roomOnScreen(dialog)));
}

int heightOfAll(const QDialog &dialog, int width)
{
    const QLayout &layout = *dialog.layout();
    const auto *body = static_cast<const DialogBody *>(layout.itemAt(0)->widget());
    const QMargins margins = layout.contentsMargins();
    const int inside = width - margins.left() - margins.right();
    return layout.sizeHint().height() - body->sizeHint().height() +
           body->widget()->heightForWidth(inside);
}

QSize roomOnScreen(const QWidget &window)
{
    const QWidget *parent = window.window()->parentWidget();
    const QWidget *framed = parent != nullptr ? parent->window() : window.window();
    const QSize frame = framed->frameGeometry().size() - framed->size();
    return window.screen()->availableGeometry().size() - frame.expandedTo(kUsualFrame);
}

} // namespace ui
