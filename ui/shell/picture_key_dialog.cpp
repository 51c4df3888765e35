// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/picture_key_dialog.h"

#include "ui/shell/dialog_frame.h"
#include "ui/shell/main_window.h"
#include "ui/shell/picture_key.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace ui {

namespace {

class KeyWords
{
    Q_DECLARE_TR_FUNCTIONS(PictureKey)
};

// Logical pixels.
constexpr int kPatchWidth = 34;
constexpr int kPatchHeight = 18;
constexpr int kColumnGap = 28;

QPixmap patchOf(const KeyRow &row, const Look &look, double ratio)
{
    const QSizeF size(look.px(kPatchWidth), look.px(kPatchHeight));
    QPixmap patch((size * ratio).toSize());
    patch.setDevicePixelRatio(ratio);
    patch.fill(look.theme.surface);
    QPainter painter(&patch);
    painter.setRenderHint(QPainter::Antialiasing);
    row.paint(painter, QRectF(QPointF(), size), look);
    return patch;
}

// In a column of patches and one of words, from this line on; the next free line.
int addGroup(QGridLayout &grid, int line, int column, const KeyGroup &group, const Look &look,
             double ratio)
{
    auto *title = new QLabel(group.title);
    title->setFont(look.font(TextRole::CardTitle));
    title->setWordWrap(true);
    grid.addWidget(title, line++, column, 1, 2);
    for (const KeyRow &row : group.rows) {
        auto *patch = new QLabel;
        patch->setPixmap(patchOf(row, look, ratio));
        auto *words = new QLabel(row.meaning);
        words->setFont(look.font(TextRole::Control));
        words->setWordWrap(true);
        words->setTextInteractionFlags(Qt::NoTextInteraction);
        grid.addWidget(patch, line, column, Qt::AlignTop);
        grid.addWidget(words, line++, column + 1, Qt::AlignTop);
    }
    return line;
}

} // namespace

void showPictureKey(MainWindow &window)
{
    const Look &look = window.appearance().look();
    auto *dialog = new QDialog(&window);
    dialog->setObjectName(QStringLiteral("picture-key"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(KeyWords::tr("Colours and shapes"));
    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(look.ipx(5));
    grid->setColumnMinimumWidth(2, look.ipx(kColumnGap));
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(4, 1);
    const QList<KeyGroup> groups = pictureKey();
    qsizetype all = 0;
    for (const KeyGroup &group : groups)
        all += group.rows.size() + 1;
    int left = 0;
    int right = 0;
    for (const KeyGroup &group : groups) { // whole groups, half of the lines in each column
        int &line = left < all / 2 ? left : right;
        line =
            addGroup(*grid, line, &line == &left ? 0 : 3, group, look, window.devicePixelRatioF());
    }
    grid->setRowStretch(std::max(left, right), 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    frameDialog(*dialog, grid, {buttons});
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    fitToScreen(*dialog, {look.ipx(860), look.ipx(620)});
    dialog->open();
}

} // namespace ui
