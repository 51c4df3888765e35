// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ideas_panel.h"

#include "ui/controls/push_button.h"
#include "ui/document/document.h"
#include "ui/panels/idea_row.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

constexpr double kGap = 8;
constexpr double kRowHeight = 55;
constexpr double kButton = 32;
constexpr int kRows = 3; // at most; their room is kept, so that nothing jumps

} // namespace

IdeasPanel::IdeasPanel(Document &document, QWidget *parent)
    : QWidget(parent), m_document(document),
      m_search(new PushButton(PushButton::Kind::Outline, QStringLiteral("search"),
                              tr("Search the whole space"), this))
{
    m_search->setLogicalHeight(kButton);
    m_search->setToolTip(tr("Compare every valid layout for this model, batch and GPUs, in the "
                            "background; the best three are proved"));
    connect(m_search, &QAbstractButton::clicked, this, &IdeasPanel::searchRequested);
    setAccessibleName(tr("What would help?"));
    setWhatsThis(tr("Changes that would shorten this step or free memory, each one simulated. "
                    "Click one to apply it; Undo takes it back."));
    connect(&m_document, &Document::ideasChanged, this, &IdeasPanel::renew);
    renew();
}

void IdeasPanel::setAwake(bool awake)
{
    m_awake = awake;
    renew();
}

void IdeasPanel::renew()
{
    if (!m_awake)
        return;
    m_search->setVisible(!m_document.keepsSecret());
    // The row that was pressed may be among them.
    for (IdeaRow *row : m_rows) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    if (m_document.ideas()) {
        const core::Nanos step{m_document.snapshot()->metrics.step};
        for (const core::Idea &idea : m_document.ideas()->best) {
            const std::size_t index = m_rows.size();
            auto *row = new IdeaRow(ideaText(idea, step), index == 0, this);
            row->setLook(m_look);
            row->show();
            connect(row, &IdeaRow::clicked, this, [this, index] { tryIdea(index); });
            m_rows.push_back(row);
        }
    }
    place();
    update();
    Q_EMIT captionChanged();
}

void IdeasPanel::tryIdea(std::size_t index)
{
    const core::Idea idea = m_document.ideas()->best.at(index);
    m_document.edit(idea.scenario, ideaText(idea, {}).title);
}

QString IdeasPanel::caption() const
{
    return m_rows.empty()       ? QString()
           : m_rows.size() == 1 ? tr("1 idea")
                                : tr("%1 ideas").arg(m_rows.size());
}

void IdeasPanel::setLook(const Look &look)
{
    m_look = look;
    for (IdeaRow *row : m_rows)
        row->setLook(look);
    m_search->setLook(look);
    updateGeometry();
    place();
    update();
}

QSize IdeasPanel::sizeHint() const
{
    return {m_look.ipx(290), m_look.ipx(kRows * (kRowHeight + kGap) + kButton)};
}

void IdeasPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void IdeasPanel::place()
{
    int top = 0;
    for (IdeaRow *row : m_rows) {
        const int height = row->sizeHint().height();
        row->setGeometry(0, top, width(), height);
        top += height + m_look.ipx(kGap);
    }
    const QSize size = m_search->sizeHint();
    m_search->setGeometry(QStyle::visualRect(
        layoutDirection(), rect(),
        {0, height() - size.height(), std::min(size.width(), width()), size.height()}));
}

// "Nothing better among 12 schedules, 5 micro-batch sizes and 24 layouts."
QString IdeasPanel::nothingText(const core::Tried &tried)
{
    return tried.total() > 0
               ? tr("Nothing better among %1.").arg(QString::fromStdString(core::triedText(tried)))
               : tr("There is nothing to try here.");
}

void IdeasPanel::paintEvent(QPaintEvent *)
{
    if (!m_rows.empty() || !m_document.snapshot())
        return;
    QPainter painter(this);
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(m_look.theme.text2);
    const QString words = !m_document.ideas() ? tr("Trying ideas…")
                          : !m_document.snapshot()->metrics.fits
                              ? tr("The model has to fit first.")
                              : nothingText(m_document.ideas()->tried);
    painter.drawText(rect(), static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap,
                     words);
}

} // namespace ui
