// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/unsaved_dialog.h"

#include "ui/shell/dialog_frame.h"
#include "ui/shell/unsaved_offers.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/text_of.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int kLetters = 80; // of the usual height: about
constexpr int kLines = 18;

} // namespace

UnsavedDialog::UnsavedDialog(UnsavedOffers &offers, const QList<UnsavedEntry> &entries,
                             QWidget *parent)
    : QDialog(parent), m_offers(offers), m_entries(entries), m_list(new QListWidget(this))
{
    setWindowTitle(tr("Unsaved changes"));
    auto *intro = new QLabel(
        tr("These changes were never saved. They are kept until you discard them."), this);
    intro->setWordWrap(true);
    m_list->setAccessibleName(windowTitle());
    for (const UnsavedEntry &entry : m_entries) {
        const QString origin = QFileInfo(textOf(entry.unsaved.origin)).fileName();
        const QString time = QLocale().toString(entry.changed, QLocale::ShortFormat);
        const QString title = titleInLanguage(entry.unsaved.scenario);
        m_list->addItem(origin.isEmpty() ? tr("%1\n%2").arg(title, time)
                                         : tr("%1\n%2, changed from %3").arg(title, time, origin));
    }
    m_list->setCurrentRow(0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *restore = buttons->addButton(tr("Restore"), QDialogButtonBox::AcceptRole);
    restore->setDefault(true);
    QPushButton *discard = buttons->addButton(tr("Discard"), QDialogButtonBox::ActionRole);
    QPushButton *all = buttons->addButton(tr("Discard all"), QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout;
    layout->addWidget(intro);
    layout->addWidget(m_list, 1);
    frameDialog(*this, layout, {buttons});
    connect(restore, &QPushButton::clicked, this, &UnsavedDialog::restoreCurrent);
    connect(m_list, &QListWidget::itemActivated, this, &UnsavedDialog::restoreCurrent);
    connect(discard, &QPushButton::clicked, this, &UnsavedDialog::discardCurrent);
    connect(all, &QPushButton::clicked, this, &UnsavedDialog::discardAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const QFontMetrics font = fontMetrics();
    fitToScreen(*this, {kLetters * font.averageCharWidth(), kLines * font.lineSpacing()});
}

void UnsavedDialog::open(UnsavedOffers &offers, const QList<UnsavedEntry> &entries, QWidget *parent)
{
    auto *dialog = new UnsavedDialog(offers, entries, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->QDialog::open();
}

void UnsavedDialog::restoreCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_offers.restore(m_entries[row]);
    accept();
}

void UnsavedDialog::discardCurrent()
{
    if (m_list->currentRow() >= 0)
        removeRow(m_list->currentRow());
    if (m_entries.isEmpty())
        accept();
}

void UnsavedDialog::discardAll()
{
    while (!m_entries.isEmpty())
        removeRow(0);
    accept();
}

void UnsavedDialog::removeRow(int row)
{
    m_offers.discard(m_entries[row]);
    m_entries.removeAt(row);
    delete m_list->takeItem(row);
}

} // namespace ui
